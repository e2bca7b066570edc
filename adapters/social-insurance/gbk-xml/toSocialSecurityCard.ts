import type { SocialSecurityCard } from '../../../domain/social-insurance/SocialSecurityCard.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { CardRow } from './wire.ts';

/** @param asOf - epoch ms. */
export function toSocialSecurityCard(row: CardRow, asOf: number): SocialSecurityCard {
  return {
    asOf,
    number: row.aaz500,
    issuedOn: row.yaz501,
    bank: row.yaz502,
    state: translate(CODE_TABLES.cardStates, row.yaz503),
  };
}
