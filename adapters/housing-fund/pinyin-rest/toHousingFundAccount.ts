import type { HousingFundAccount } from '../../../domain/housing-fund/HousingFundAccount.ts';
import { toAccountContent } from '../toAccountContent.ts';
import type { AccountRow } from './wire.ts';

/** @param asOf - epoch ms. */
export function toHousingFundAccount(row: AccountRow, asOf: number): HousingFundAccount {
  return { asOf, ...toAccountContent(row) };
}
