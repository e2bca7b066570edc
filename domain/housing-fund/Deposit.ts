import type { CalendarDate } from '../calendarDate.ts';
import type { YearMonth } from '../yearMonth.ts';

/** 缴存明细: one entry that adds to the balance, in fen. */
export interface Deposit {
  readonly month: YearMonth | null;
  readonly kind: 'REGULAR' | 'BACK_PAYMENT' | 'TRANSFER_IN' | 'INTEREST' | 'OTHER' | 'UNKNOWN';
  readonly amountFen: bigint;
  readonly recordedOn: CalendarDate | null;
}
