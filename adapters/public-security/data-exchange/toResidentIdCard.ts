import type { ResidentIdCard } from '../../../domain/public-security/ResidentIdCard.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { type IdentityCardRow, LONG_TERM } from './wire.ts';

/** 证件类型. */
const KINDS = {
  '111': 'RESIDENT_ID_CARD',
  '112': 'TEMPORARY_ID_CARD',
} as const satisfies Record<string, ResidentIdCard['kind']>;

export function toResidentIdCard(row: IdentityCardRow): ResidentIdCard {
  return {
    asOf: row.sjgxsj,
    kind: translate(KINDS, row.zjlxdm),
    validFrom: row.yxqqsrq,
    validity: row.yxqjzrq === LONG_TERM ? { longTerm: true } : { longTerm: false, validUntil: row.yxqjzrq },
    issuingOrgan: row.qfjg,
    lossState: translate(CODE_TABLES.lossStates, row.gsztdm),
  };
}
