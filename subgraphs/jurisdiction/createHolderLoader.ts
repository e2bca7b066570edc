import DataLoader from 'dataloader';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** The ports take at most this many holders a call. */
const MAX_HOLDERS = 500;

/** A request's loader of one thing per holder: one port call for all holders of the request, each asked once. */
export function createHolderLoader<T>(
  find: (holders: readonly HolderIdentity[], signal: AbortSignal) => Promise<readonly (T | Error)[]>,
  signal: AbortSignal,
): DataLoader<HolderIdentity, T, string> {
  return new DataLoader<HolderIdentity, T, string>((holders) => find(holders, signal), {
    maxBatchSize: MAX_HOLDERS,
    cacheKeyFn: ({ kind, number }) => `${kind}:${number}`,
  });
}
