import type { CalendarDate } from '../calendarDate.ts';

/** 还款计划: one instalment, in fen. */
export interface LoanInstallment {
  readonly number: number;
  readonly dueOn: CalendarDate | null;
  readonly principalFen: bigint;
  readonly interestFen: bigint;
}
