import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { PushedRecord } from './PushedRecord.ts';

/** A pushed record as it is read back; facet, kind and number are those that were asked for. */
export type FoundRecord = Pick<PushedRecord, 'name' | 'asOf' | 'content'>;

/** What a place's system has told us so far. */
export interface PushedRecords {
  /**
   * @param holders - distinct, at most 500.
   * @returns one entry per holder, in the same order; `null` where nothing was pushed yet.
   * @throws {TongbanError} INTERNAL_SERVER_ERROR when our own store cannot be read; the signal's reason when it fires.
   */
  find(
    facet: string,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (FoundRecord | null)[]>;
}
