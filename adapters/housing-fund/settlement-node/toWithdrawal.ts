import type { Withdrawal } from '../../../domain/housing-fund/Withdrawal.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { WithdrawalRow } from './wire.ts';

export function toWithdrawal(row: WithdrawalRow): Withdrawal {
  return {
    ground: translate(CODE_TABLES.withdrawalGrounds, row.TQYY),
    amountFen: row.TQE,
    withdrawnOn: row.TQRQ,
    accountNumber: row.GRZH,
  };
}
