import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';

/** What the resolvers of `HousingFundLoan` start from: the loan with the person it belongs to. */
export interface HousingFundLoanSource extends HousingFundLoan {
  readonly holder: HolderIdentity;
}
