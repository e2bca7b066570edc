import type { HousingFundAccount } from '../../domain/housing-fund/HousingFundAccount.ts';
import type { OpenedRecord } from '../jurisdiction/OpenedRecord.ts';

/** What the resolvers of `HousingFundAccount` start from: the account under the key of its record. */
export interface HousingFundAccountSource extends OpenedRecord, HousingFundAccount {}
