import type { ResidencePermit } from '../../../domain/public-security/ResidencePermit.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { ResidencePermitRow } from './wire.ts';

export function toResidencePermit(row: ResidencePermitRow): ResidencePermit {
  return {
    asOf: row.sjgxsj,
    number: row.jzzbh,
    address: row.jzdz,
    issuedOn: row.qfrq,
    validUntil: row.yxqjzrq,
    issuingOrgan: row.qfjg,
    state: translate(CODE_TABLES.permitStates, row.jzzztdm),
  };
}
