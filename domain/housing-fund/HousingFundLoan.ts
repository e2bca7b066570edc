import type { CalendarDate } from '../calendarDate.ts';

/** 公积金贷款; amounts in fen, the rate in hundredths of a per cent a year. */
export interface HousingFundLoan {
  /** Epoch ms. */
  readonly asOf: number;
  readonly contractNumber: string;
  readonly state: 'REPAYING' | 'OVERDUE' | 'SETTLED' | 'UNKNOWN';
  readonly principalFen: bigint;
  readonly outstandingFen: bigint;
  readonly annualRateBp: number;
  readonly startedOn: CalendarDate | null;
  readonly termMonths: number;
  readonly overdueFen: bigint;
  readonly overdueInstallments: number;
}
