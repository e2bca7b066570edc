import type { ResidencePermit } from '../../../domain/public-security/ResidencePermit.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { ResidencePermitItem } from './wire.ts';

export function toResidencePermit(item: ResidencePermitItem): Omit<ResidencePermit, 'asOf'> {
  return {
    number: item.JZZBH,
    address: item.JZDZ,
    issuedOn: item.QFRQ,
    validUntil: item.YXQJZRQ,
    issuingOrgan: item.QFJG,
    state: translate(CODE_TABLES.permitStates, item.JZZZT),
  };
}
