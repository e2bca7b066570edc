import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { recordRow } from './recordRow.ts';

/** Number, name and content under one seal, as JSON. */
export function sealRecord(record: PushedRecord, holder: Buffer, vault: PlaceVault): Buffer {
  const { facet, asOf, number, name, content } = record;
  const text = JSON.stringify([number, name, content]);
  return vault.seal(Buffer.from(text, 'utf8'), recordRow(facet, holder, asOf));
}
