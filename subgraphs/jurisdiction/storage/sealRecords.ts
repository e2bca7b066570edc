import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { sealRecord } from './sealRecord.ts';

/** One row of `records`, as it is written. */
export interface SealedRecord {
  readonly facet: string;
  readonly holder: Buffer;
  /** Epoch ms. */
  readonly asOf: number;
  readonly sealed: Buffer;
}

/**
 * The rows of a message: one per facet and holder, the latest of those that the message holds, of one instant the last.
 * They stand in one order whatever the message's, so that two messages about the same people, stored at once, wait for
 * each other instead of blocking each other.
 */
export function sealRecords(records: readonly PushedRecord[], vault: PlaceVault): readonly SealedRecord[] {
  const latest = new Map<string, { readonly record: PushedRecord; readonly holder: Buffer }>();
  for (const record of records) {
    const holder = vault.digestHolder(record);
    const key = `${record.facet}:${holder.toString('hex')}`;
    const known = latest.get(key);
    if (known === undefined || known.record.asOf <= record.asOf) latest.set(key, { record, holder });
  }
  return [...latest]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { record, holder }]) => ({
      facet: record.facet,
      holder,
      asOf: record.asOf,
      sealed: sealRecord(record, holder, vault),
    }));
}
