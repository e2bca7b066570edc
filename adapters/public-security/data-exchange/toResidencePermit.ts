import type { ResidencePermit } from '../../../domain/public-security/ResidencePermit.ts';
import { translate } from '../../transport/translate.ts';
import type { ResidencePermitRow } from './wire.ts';

/** 居住证状态. */
const STATES = {
  '1': 'VALID',
  '2': 'EXPIRED',
  '3': 'CANCELLED',
} as const satisfies Record<string, ResidencePermit['state']>;

export function toResidencePermit(row: ResidencePermitRow): ResidencePermit {
  return {
    asOf: row.sjgxsj,
    number: row.jzzbh,
    address: row.jzdz,
    issuedOn: row.qfrq,
    validUntil: row.yxqjzrq,
    issuingOrgan: row.qfjg,
    state: translate(STATES, row.jzzztdm),
  };
}
