import type { ResidentIdCard } from '../../../domain/public-security/ResidentIdCard.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { IdentityCardItem } from './wire.ts';

/** 证件类型. */
const KINDS = {
  '1': 'RESIDENT_ID_CARD',
  '2': 'TEMPORARY_ID_CARD',
} as const satisfies Record<string, ResidentIdCard['kind']>;

export function toResidentIdCard(item: IdentityCardItem): Omit<ResidentIdCard, 'asOf'> {
  return {
    kind: translate(KINDS, item.ZJLX),
    validFrom: item.YXQQSRQ,
    validity: item.YXQJZRQ === null ? { longTerm: true } : { longTerm: false, validUntil: item.YXQJZRQ },
    issuingOrgan: item.QFJG,
    lossState: translate(CODE_TABLES.lossStates, item.GSZT),
  };
}
