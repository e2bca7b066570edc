import type { ResidentIdCard } from '../../../domain/public-security/ResidentIdCard.ts';
import { translate } from '../../transport/translate.ts';
import { type IdentityCardRow, LONG_TERM } from './wire.ts';

/** 证件类型. */
const KINDS = {
  '111': 'RESIDENT_ID_CARD',
  '112': 'TEMPORARY_ID_CARD',
} as const satisfies Record<string, ResidentIdCard['kind']>;

/** 挂失状态. */
const LOSS_STATES = {
  '0': 'NORMAL',
  '1': 'REPORTED_LOST',
  '2': 'CANCELLED',
} as const satisfies Record<string, ResidentIdCard['lossState']>;

export function toResidentIdCard(row: IdentityCardRow): ResidentIdCard {
  return {
    asOf: row.sjgxsj,
    kind: translate(KINDS, row.zjlxdm),
    validFrom: row.yxqqsrq,
    validity: row.yxqjzrq === LONG_TERM ? { longTerm: true } : { longTerm: false, validUntil: row.yxqjzrq },
    issuingOrgan: row.qfjg,
    lossState: translate(LOSS_STATES, row.gsztdm),
  };
}
