import type { BigIntStats } from 'node:fs';

/** Changes with a file; `null` for one that is missing. */
export function fingerprintOf(stats: BigIntStats | null): string {
  return stats === null ? 'missing' : `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}
