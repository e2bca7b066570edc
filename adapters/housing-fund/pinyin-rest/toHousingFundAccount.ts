import type { HousingFundAccount } from '../../../domain/housing-fund/HousingFundAccount.ts';
import { translate } from '../../transport/translate.ts';
import type { AccountRow } from './wire.ts';

/** 个人账户状态. */
const STATES = {
  '01': 'ACTIVE',
  '02': 'SEALED',
  '03': 'CLOSED_MERGED',
  '04': 'CLOSED_TRANSFERRED',
  '05': 'CLOSED_WITHDRAWN',
  '06': 'FROZEN',
  '99': 'OTHER',
} as const satisfies Record<string, HousingFundAccount['state']>;

/** @param asOf - epoch ms. */
export function toHousingFundAccount(row: AccountRow, asOf: number): HousingFundAccount {
  return {
    asOf,
    accountNumber: row.GRZH,
    state: translate(STATES, row.GRZHZT),
    balanceFen: row.GRZHYE,
    depositBaseFen: row.GRJCJS,
    personalRatioBp: row.GRJCBL,
    employerRatioBp: row.DWJCBL,
    monthlyDepositFen: row.YJCE,
    paidThrough: row.GRJZNY,
    openedOn: row.KHRQ,
    closedOn: row.XHRQ,
    depositingEmployer: row.DWMC === null || row.DWZH === null ? null : { name: row.DWMC, number: row.DWZH },
  };
}
