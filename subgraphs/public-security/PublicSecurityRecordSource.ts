import type { OpenedRecord } from '../jurisdiction/OpenedRecord.ts';

/** What the resolvers of `PublicSecurityRecord` start from. */
export interface PublicSecurityRecordSource extends OpenedRecord {
  /** Epoch ms. */
  readonly asOf: number;
}
