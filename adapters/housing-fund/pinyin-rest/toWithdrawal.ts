import type { Withdrawal } from '../../../domain/housing-fund/Withdrawal.ts';
import type { WithdrawalGround } from '../../../domain/housing-fund/withdrawalGround.ts';
import { translate } from '../../transport/translate.ts';
import type { WithdrawalRow } from './wire.ts';

/** 提取原因. */
const GROUNDS = {
  '01': 'PURCHASE',
  '02': 'CONSTRUCTION',
  '03': 'RETIREMENT',
  '04': 'DISABILITY',
  '05': 'EMIGRATION',
  '06': 'LOAN_REPAYMENT',
  '07': 'RENT',
  '08': 'DEATH',
  '09': 'SERIOUS_ILLNESS',
  '99': 'OTHER',
} as const satisfies Record<string, WithdrawalGround>;

export function toWithdrawal(row: WithdrawalRow): Withdrawal {
  return {
    ground: translate(GROUNDS, row.TQYY),
    amountFen: row.TQE,
    withdrawnOn: row.TQRQ,
    accountNumber: row.GRZH,
  };
}
