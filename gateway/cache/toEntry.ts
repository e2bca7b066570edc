import type { EntityOutcome } from '../execute/EntityFetcher.ts';
import type { CachedSubgraph } from './cacheSettings.ts';
import type { CacheEntry } from './entry/CacheEntry.ts';
import type { CacheHints } from './hints/CacheHints.ts';

export interface EntryOptions {
  readonly outcome: EntityOutcome;
  readonly hints: CacheHints | null;
  readonly settings: CachedSubgraph;
  readonly stamp: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * What is kept of an answer; `null` where nothing may be: it failed, has an error anywhere, is not public where only public
 * answers are kept, or nobody said for how long.
 *
 * That an entity is not there is kept only where the subgraph says so by `absent-max-age`: a record that is made a moment
 * later has to appear at once.
 */
export function toEntry({ outcome, hints, settings, stamp, now }: EntryOptions): CacheEntry | null {
  if (hints === null || (settings.scope === 'public' && !hints.isPublic)) return null;
  const isThere = outcome.kind === 'entity';
  if (outcome.kind === 'failed' || (outcome.kind !== 'missing' && outcome.errors.length > 0)) return null;

  const freshSeconds = Math.min(isThere ? hints.freshSeconds : hints.absentSeconds, settings.maxAgeSeconds);
  if (freshSeconds <= 0) return null;
  const freshUntil = now + freshSeconds * 1_000;
  const staleUntil = (seconds: number) =>
    isThere ? freshUntil + Math.min(seconds, settings.staleSeconds) * 1_000 : freshUntil;
  return {
    stamp,
    answeredAt: now - hints.ageSeconds * 1_000,
    keptAt: now,
    freshUntil,
    revalidateUntil: staleUntil(hints.revalidateSeconds),
    ifErrorUntil: staleUntil(hints.ifErrorSeconds),
    outcome: isThere ? { kind: 'entity', value: outcome.value } : { kind: outcome.kind },
  };
}
