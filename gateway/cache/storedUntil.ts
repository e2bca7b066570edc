import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { CacheEntry } from './entry/CacheEntry.ts';

/** Who answered, and when. */
export interface StoredOptions {
  readonly windows: Pick<MaintenanceWindows, 'endOfWindowBefore' | 'mayChange'>;
  readonly service: string;
  /** Six digits; `null` where none is said: no window is about it. */
  readonly place: string | null;
  /** Epoch ms. */
  readonly now: number;
}

/** Nobody can find the entries of a place when a window is announced, so they lie longer beforehand. */
const ANNOUNCED_LATE_MS = 86_400_000;

/**
 * Tells until when an entry may be of use, in epoch ms: while it is fresh or stale, and, if its place may be away, until the end of a
 * window of maintenance that begins by then; of one that is not announced yet, if it ends within a day.
 */
export function storedUntil(
  { freshUntil, revalidateUntil, ifErrorUntil }: CacheEntry,
  { windows, service, place, now }: StoredOptions,
): number {
  const until = Math.max(freshUntil, revalidateUntil, ifErrorUntil);
  if (place === null || ifErrorUntil <= freshUntil) return until;
  return Math.max(
    until,
    windows.endOfWindowBefore(service, place, now, ifErrorUntil) ?? 0,
    windows.mayChange ? ifErrorUntil + ANNOUNCED_LATE_MS : 0,
  );
}
