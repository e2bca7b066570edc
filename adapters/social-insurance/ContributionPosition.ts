import type { YearMonth } from '../../domain/yearMonth.ts';

/**
 * Where in a contribution history, the newest month first, a page begins.
 *
 * By month and not by row number: the next load of the system puts a month on top, and every row would be shown again
 * one place later.
 */
export interface ContributionPosition {
  /** The newest month of the page; `null` for whatever is the newest. */
  readonly month: YearMonth | null;
  /** Rows of that month which earlier pages have shown. */
  readonly skip: number;
}
