import { abandonment } from './abandonment.ts';
import { linkAbort } from './linkAbort.ts';

/** How many at a time, and until when. */
interface Bounds {
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Works on all items, a bounded number at a time, so that a long list does not fill a bulkhead's queue; the first
 * failure aborts the rest and is thrown.
 *
 * @returns results in the order of the items.
 * @throws what the work throws, or the caller's reason when the signal fires.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<R>,
  { limit, signal }: Bounds,
): Promise<readonly R[]> {
  const link = linkAbort(signal);
  const results: R[] = [];
  // One iterator for all workers: each item goes to whoever is free first.
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      if (link.signal.aborted) return;
      results[index] = await work(item, link.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (signal.aborted) throw abandonment(signal);
    return results;
  } catch (error) {
    link.abort(error);
    throw error;
  } finally {
    link.unlink();
  }
}
