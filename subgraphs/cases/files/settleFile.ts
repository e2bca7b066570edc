import { createHash } from 'node:crypto';
import type { FileRefusal } from '../../../domain/materials/fileRefusal.ts';
import { ContentEnds } from './content/ContentEnds.ts';
import { findType } from './content/findType.ts';
import type { FileServices } from './FileServices.ts';
import { readAbout } from './readAbout.ts';
import { readFile } from './readFile.ts';
import type { StoredFile } from './StoredFile.ts';

/**
 * Holds a file that has come whole to what was declared, as it is stored: whoever died before the end of this is followed by
 * whoever asks next. Without effect for a file that has not come whole, or was settled.
 *
 * @returns the file after it.
 * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable, when store or scan cannot be asked now.
 */
export async function settleFile(
  file: StoredFile,
  key: Uint8Array,
  services: FileServices,
): Promise<StoredFile> {
  const { fileId, size, type } = file;
  if (file.state !== 'OPEN' || file.received < size) return file;
  const { scan, rows, vault, now } = services;
  const content = () => readFile({ fileId, key, start: 0, end: size }, services);

  let refusal: FileRefusal | null = await judge(file, readAbout(file, key, vault).sha256, content());
  const isScanned = refusal === null && scan !== null;
  if (isScanned && !(await scan.passes({ type, content }))) refusal = 'SCAN';
  await rows.settle(fileId, { refusal, isScanned }, now());
  return (await rows.find(fileId)) ?? file;
}

async function judge(
  { type }: StoredFile,
  sha256: string,
  content: AsyncIterable<Buffer>,
): Promise<FileRefusal | null> {
  const hash = createHash('sha256');
  const ends = new ContentEnds();
  for await (const chunk of content) {
    hash.update(chunk);
    ends.take(chunk);
  }
  if (hash.digest('hex') !== sha256) return 'DIGEST';
  return findType(ends) === type ? null : 'TYPE';
}
