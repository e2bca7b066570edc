import type { YearMonth } from '../yearMonth.ts';

/** 待遇: one benefit. */
export interface Benefit {
  /** Epoch ms. */
  readonly asOf: number;
  readonly kind:
    | 'OLD_AGE_PENSION'
    | 'UNEMPLOYMENT_BENEFIT'
    | 'WORK_INJURY_BENEFIT'
    | 'SURVIVOR_BENEFIT'
    | 'MATERNITY_ALLOWANCE'
    | 'UNKNOWN';
  readonly state: 'IN_PAYMENT' | 'SUSPENDED' | 'ENDED' | 'UNKNOWN';
  readonly monthlyFen: bigint;
  readonly startedIn: YearMonth | null;
  readonly lastPaidIn: YearMonth | null;
}
