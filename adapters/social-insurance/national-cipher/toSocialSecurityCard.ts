import type { SocialSecurityCard } from '../../../domain/social-insurance/SocialSecurityCard.ts';
import { translate } from '../../transport/translate.ts';
import type { CardRow } from './wire.ts';

/** 卡状态. */
const STATES = {
  '00': 'ACTIVE',
  '01': 'NOT_ACTIVATED',
  '02': 'REPORTED_LOST',
  '03': 'CANCELLED',
} as const satisfies Record<string, SocialSecurityCard['state']>;

/** @param asOf - epoch ms. */
export function toSocialSecurityCard(row: CardRow, asOf: number): SocialSecurityCard {
  return {
    asOf,
    number: row.aaz500,
    issuedOn: row.yaz501,
    bank: row.yaz502 ?? '',
    state: translate(STATES, row.yaz503),
  };
}
