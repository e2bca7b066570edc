import type { PensionAccount } from '../../../domain/social-insurance/PensionAccount.ts';
import type { PensionAccountRow } from './wire.ts';

/** @param asOf - epoch ms. */
export function toPensionAccount(row: PensionAccountRow, asOf: number): PensionAccount {
  return {
    asOf,
    balanceFen: row.yac301,
    creditedThisYearFen: row.yac302,
    contributionMonths: row.yac303,
    openedIn: row.yac304,
  };
}
