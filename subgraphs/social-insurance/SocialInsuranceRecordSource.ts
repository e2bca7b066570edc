import type { InsuredPerson } from '../../domain/social-insurance/InsuredPerson.ts';
import type { OpenedRecord } from '../jurisdiction/OpenedRecord.ts';

/** What the resolvers of `SocialInsuranceRecord` start from. */
export interface SocialInsuranceRecordSource extends OpenedRecord, InsuredPerson {}
