import type { HousingFundRecord } from '../../domain/housing-fund/HousingFundRecord.ts';
import type { OpenedRecord } from '../jurisdiction/OpenedRecord.ts';

/** What the resolvers of `HousingFundRecord` start from. */
export interface HousingFundRecordSource extends OpenedRecord, HousingFundRecord {}
