import type { SocialSecurityCard } from '../../../domain/social-insurance/SocialSecurityCard.ts';
import { translate } from '../../transport/translate.ts';
import type { CardRow } from './wire.ts';

/** 卡状态. */
const STATES = {
  '1': 'ACTIVE',
  '2': 'NOT_ACTIVATED',
  '3': 'REPORTED_LOST',
  '4': 'CANCELLED',
} as const satisfies Record<string, SocialSecurityCard['state']>;

/** @param asOf - epoch ms. */
export function toSocialSecurityCard(row: CardRow, asOf: number): SocialSecurityCard {
  return {
    asOf,
    number: row.aaz500,
    issuedOn: row.yaz501,
    bank: row.yaz502,
    state: translate(STATES, row.yaz503),
  };
}
