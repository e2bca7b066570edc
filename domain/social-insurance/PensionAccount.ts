import type { YearMonth } from '../yearMonth.ts';

/** 养老保险个人账户, in fen. */
export interface PensionAccount {
  /** Epoch ms. */
  readonly asOf: number;
  readonly balanceFen: bigint;
  readonly creditedThisYearFen: bigint;
  readonly contributionMonths: number;
  readonly openedIn: YearMonth | null;
}
