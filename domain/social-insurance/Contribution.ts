import type { YearMonth } from '../yearMonth.ts';
import type { Scheme } from './scheme.ts';

/** 缴费: one month's contribution to one scheme, in fen. */
export interface Contribution {
  readonly month: YearMonth;
  readonly scheme: Scheme;
  readonly contributionBaseFen: bigint;
  readonly personalFen: bigint;
  readonly employerFen: bigint;
}
