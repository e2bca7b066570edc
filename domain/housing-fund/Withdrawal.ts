import type { CalendarDate } from '../calendarDate.ts';
import type { WithdrawalGround } from './withdrawalGround.ts';

/** 提取: one withdrawal, in fen. */
export interface Withdrawal {
  readonly ground: WithdrawalGround;
  readonly amountFen: bigint;
  readonly withdrawnOn: CalendarDate | null;
  readonly accountNumber: string;
}
