import type { CalendarDate } from '../calendarDate.ts';
import type { YearMonth } from '../yearMonth.ts';

/** 公积金个人账户; amounts in fen, ratios in hundredths of a per cent (800 = 8.00 %). */
export interface HousingFundAccount {
  /** Epoch ms. */
  readonly asOf: number;
  readonly accountNumber: string;
  readonly state:
    | 'ACTIVE'
    | 'SEALED'
    | 'CLOSED_MERGED'
    | 'CLOSED_TRANSFERRED'
    | 'CLOSED_WITHDRAWN'
    | 'FROZEN'
    | 'OTHER'
    | 'UNKNOWN';
  readonly balanceFen: bigint;
  readonly depositBaseFen: bigint;
  readonly personalRatioBp: number;
  readonly employerRatioBp: number;
  readonly monthlyDepositFen: bigint;
  readonly paidThrough: YearMonth | null;
  readonly openedOn: CalendarDate | null;
  readonly closedOn: CalendarDate | null;
  readonly depositingEmployer: { readonly name: string; readonly number: string } | null;
}
