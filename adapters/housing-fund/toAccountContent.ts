import type { HousingFundAccount } from '../../domain/housing-fund/HousingFundAccount.ts';
import { translate } from '../transport/translate.ts';
import { CODE_TABLES } from './codeTables.ts';

type Content = Omit<HousingFundAccount, 'asOf'>;

/** An account under the names of the housing funds' data standard, its values read. */
export interface StandardAccount {
  readonly GRZH: Content['accountNumber'];
  readonly GRZHZT: string;
  readonly GRZHYE: Content['balanceFen'];
  readonly GRJCJS: Content['depositBaseFen'];
  readonly GRJCBL: Content['personalRatioBp'];
  readonly DWJCBL: Content['employerRatioBp'];
  readonly YJCE: Content['monthlyDepositFen'];
  readonly GRJZNY: Content['paidThrough'];
  readonly KHRQ: Content['openedOn'];
  readonly XHRQ: Content['closedOn'];
  readonly DWZH: string | null;
  readonly DWMC: string | null;
}

/** What all dialects say of an account; when it was true is said elsewhere. */
export function toAccountContent(row: StandardAccount): Content {
  return {
    accountNumber: row.GRZH,
    state: translate(CODE_TABLES.accountStates, row.GRZHZT),
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
