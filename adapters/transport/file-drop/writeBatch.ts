import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchDigest, createBatchDigest } from './batchDigest.ts';
import { MarkerInDoubt } from './MarkerInDoubt.ts';

interface BatchWriting {
  readonly folder: string;
  readonly whole: string;
  readonly data: Uint8Array;
  readonly digest: BatchDigest;
  /** Of this process, so that two of them never write into one temporary file. */
  readonly mark: string;
}

/**
 * Writes the three files of a batch: each under a name that nobody reads, on disk before it gets its own, and the marker
 * last. A failure leaves no marker that was not there.
 *
 * @throws {MarkerInDoubt} where the rename of the marker failed: whether it is there nobody can tell; before, certainly not.
 * @see docs/dialects/file-drop.md, 2
 */
export async function writeBatch({ folder, whole, data, digest, mark }: BatchWriting): Promise<void> {
  const dataName = `${whole}.txt`;
  const hex = createBatchDigest(digest).update(data).digest('hex');
  const files: ReadonlyArray<readonly [name: string, content: Uint8Array]> = [
    [dataName, data],
    [`${whole}.${digest.toLowerCase()}`, Buffer.from(`${hex}  ${dataName}\n`)],
    [`${whole}.ok`, Buffer.alloc(0)],
  ];
  const temporary = (name: string) => join(folder, `${name}.${mark}.tmp`);
  try {
    for (const [name, content] of files) await writeDurably(temporary(name), content);
    const [marker, ...others] = files.map(([name]) => name).toReversed();
    for (const name of others.toReversed()) await rename(temporary(name), join(folder, name));
    if (marker !== undefined) {
      await rename(temporary(marker), join(folder, marker)).catch((cause: unknown) => {
        throw new MarkerInDoubt('the marker could not be renamed', { cause });
      });
    }
  } catch (error) {
    await Promise.all(files.map(([name]) => rm(temporary(name), { force: true }).catch(() => undefined)));
    throw error;
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
