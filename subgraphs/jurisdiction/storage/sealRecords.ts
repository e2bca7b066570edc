import { setImmediate } from 'node:timers/promises';
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

/** Records after which whatever else this process has to do gets its turn. */
const RECORDS_AT_A_TIME = 250;

/**
 * The rows of a message: one per facet and holder, the latest of those that the message holds, of one instant the last.
 * They stand in one order whatever the message's, so that two messages about the same people, stored at once, wait for
 * each other instead of blocking each other.
 */
export async function sealRecords(
  records: readonly PushedRecord[],
  vault: PlaceVault,
): Promise<readonly SealedRecord[]> {
  const latest = new Map<string, { readonly record: PushedRecord; readonly holder: Buffer }>();
  for (const [index, record] of records.entries()) {
    if (index % RECORDS_AT_A_TIME === RECORDS_AT_A_TIME - 1) await setImmediate();
    const holder = vault.digestHolder(record);
    const key = `${record.facet}:${holder.toString('hex')}`;
    const known = latest.get(key);
    if (known === undefined || known.record.asOf <= record.asOf) latest.set(key, { record, holder });
  }
  const sealed: SealedRecord[] = [];
  const inOrder = [...latest].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [index, [, { record, holder }]] of inOrder.entries()) {
    if (index % RECORDS_AT_A_TIME === RECORDS_AT_A_TIME - 1) await setImmediate();
    const { facet, asOf } = record;
    sealed.push({ facet, holder, asOf, sealed: sealRecord(record, holder, vault) });
  }
  return sealed;
}
