import type { ResidencePermit } from '../../../domain/public-security/ResidencePermit.ts';
import { translate } from '../../transport/translate.ts';
import type { ResidencePermitItem } from './wire.ts';

/** 居住证状态. */
const STATES = {
  '1': 'VALID',
  '2': 'EXPIRED',
  '3': 'CANCELLED',
} as const satisfies Record<string, ResidencePermit['state']>;

export function toResidencePermit(item: ResidencePermitItem): Omit<ResidencePermit, 'asOf'> {
  return {
    number: item.JZZBH,
    address: item.JZDZ,
    issuedOn: item.QFRQ,
    validUntil: item.YXQJZRQ,
    issuingOrgan: item.QFJG,
    state: translate(STATES, item.JZZZT),
  };
}
