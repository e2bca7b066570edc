import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { fingerprintOf } from './fingerprintOf.ts';
import { isMissing } from './isMissing.ts';

/** What tells whether a batch's data or digest file has changed. @throws {Error} of the file system. */
export async function fingerprintBatch({
  data,
  digest,
}: {
  readonly data: string;
  readonly digest: string;
}): Promise<string> {
  const [dataStats, digestStats] = [await statsOf(data), await statsOf(digest)];
  return `${fingerprintOf(dataStats)} ${fingerprintOf(digestStats)}`;
}

/** `null` for what cannot be opened as a file either. */
async function statsOf(path: string): Promise<BigIntStats | null> {
  try {
    const stats = await lstat(path, { bigint: true });
    return stats.isSymbolicLink() || stats.isSocket() ? null : stats;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
