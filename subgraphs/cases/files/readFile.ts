import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FileServices } from './FileServices.ts';
import { PART_BYTES } from './partBytes.ts';
import { partRow } from './partRow.ts';

export interface FileSection {
  readonly fileId: string;
  readonly key: Uint8Array;
  /** First byte. */
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

/**
 * Reads bytes of a file, part by part as they are taken.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR when a part is missing, or is not what was stored.
 */
export async function* readFile(
  { fileId, key, start, end }: FileSection,
  { rows, store, vault }: Pick<FileServices, 'rows' | 'store' | 'vault'>,
): AsyncGenerator<Buffer> {
  let next = start;
  for (const { partId, position, bytes } of await rows.findParts(fileId)) {
    const partStart = position * PART_BYTES;
    if (partStart + bytes <= next || partStart >= end) continue;
    const sealed = await store.get({ fileId, partId });
    const content = vault.openBytes(sealed, key, partRow({ fileId, partId }, position));
    const section = content.subarray(next - partStart, Math.min(end, partStart + bytes) - partStart);
    if (next < partStart || content.byteLength !== bytes) throw damaged();
    next += section.byteLength;
    yield section;
  }
  if (next !== end) throw damaged();
}

const damaged = (): TongbanError =>
  new TongbanError('INTERNAL_SERVER_ERROR', 'A file is not stored as it is noted');
