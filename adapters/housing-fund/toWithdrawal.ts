import type { Withdrawal } from '../../domain/housing-fund/Withdrawal.ts';
import { translate } from '../transport/translate.ts';
import { CODE_TABLES } from './codeTables.ts';

/** A withdrawal under the names of the housing funds' data standard, its values read. */
export interface StandardWithdrawal {
  readonly GRZH: Withdrawal['accountNumber'];
  readonly TQYY: string;
  readonly TQE: Withdrawal['amountFen'];
  readonly TQRQ: Withdrawal['withdrawnOn'];
}

export function toWithdrawal(row: StandardWithdrawal): Withdrawal {
  return {
    ground: translate(CODE_TABLES.withdrawalGrounds, row.TQYY),
    amountFen: row.TQE,
    withdrawnOn: row.TQRQ,
    accountNumber: row.GRZH,
  };
}
