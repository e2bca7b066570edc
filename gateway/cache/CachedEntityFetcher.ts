import { copyOutcome } from '../execute/copyOutcome.ts';
import type { EntityFetch, EntityFetcher, EntityOutcome } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { awayCodeOf } from './awayCodeOf.ts';
import { boundEntry } from './boundEntry.ts';
import type { CachedGeneration, CacheParts } from './CacheParts.ts';
import type { CachedSubgraph } from './cacheSettings.ts';
import type { CacheEntry } from './entry/CacheEntry.ts';
import { findWanted } from './findWanted.ts';
import { fromEntry } from './fromEntry.ts';
import { ToldHints } from './hints/ToldHints.ts';
import { isRefused } from './isRefused.ts';
import type { StaleReason } from './StaleReason.ts';
import { storedUntil } from './storedUntil.ts';
import { toEntry } from './toEntry.ts';
import type { FoundEntity, WantedEntity } from './WantedEntity.ts';

export interface CachedEntityFetcherOptions {
  readonly inner: EntityFetcher;
  readonly settings: CachedSubgraph;
  readonly generation: CachedGeneration;
  readonly parts: CacheParts;
}

type Sought = WantedEntity & FoundEntity;

/** Clocks of gateways differ a little; an answer from further ahead comes from a clock that is wrong. */
const CLOCK_SKEW_MS = 60_000;

/** Answers what the store holds, asks for the rest in one fetch, and keeps of the answers what their subgraph allows. */
export class CachedEntityFetcher implements EntityFetcher {
  readonly #options: CachedEntityFetcherOptions;

  constructor(options: CachedEntityFetcherOptions) {
    this.#options = options;
  }

  async fetchEntities(
    fetch: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    const { inner, parts } = this.#options;
    if (parts.mutations.has(context)) {
      parts.observer.onLookup(fetch.service, 'bypass', fetch.representations.length);
      return inner.fetchEntities(fetch, context, signal);
    }
    const wanted = findWanted({ ...this.#options, fetch, context });
    const unwanted =
      fetch.representations.length - wanted.reduce((sum, one) => sum + one.positions.length, 0);
    if (unwanted > 0) parts.observer.onLookup(fetch.service, 'bypass', unwanted);
    if (wanted.length === 0) return inner.fetchEntities(fetch, context, signal);

    const sought = await this.#seek(fetch.service, wanted);
    const answered = new Map<number, EntityOutcome>();
    const stale: Sought[] = [];
    const asked: Sought[] = [];
    const now = parts.now();
    for (const entity of sought) {
      const { entry } = entity;
      const isFresh = entry !== null && now < entry.freshUntil;
      // A place in maintenance is not asked anew; that it is, is what the client has to know.
      const mayRevalidate =
        entry !== null && now < entry.revalidateUntil && !this.#isMaintained(fetch, entity);
      if (entry === null || (!isFresh && !mayRevalidate)) {
        asked.push(entity);
        continue;
      }
      if (!isFresh) {
        stale.push(entity);
        this.#tell(fetch.service, entity, entry, 'REVALIDATING', context);
      }
      this.#give(fetch.service, entity, entry, context, answered);
    }
    this.#count(fetch.service, sought, stale.length, asked.length);
    if (stale.length > 0) this.#refresh(fetch, stale, context);
    await this.#ask({ fetch, asked, context, signal }, answered);
    for (const entity of asked) this.#replaceByStale(fetch, entity, context, answered);
    return fetch.representations.flatMap((_, position) => answered.get(position) ?? []);
  }

  /** Without the store everything is asked for, and nothing is kept. */
  async #seek(service: string, wanted: readonly WantedEntity[]): Promise<readonly Sought[]> {
    const { settings, parts } = this.#options;
    const { shelf, observer, now } = parts;
    try {
      const found = await shelf.find(wanted);
      const latest = now() + CLOCK_SKEW_MS;
      return wanted.map((entity, index) => {
        const { stamp = null, entry = null } = found[index] ?? {};
        const isUsable = entry !== null && entry.answeredAt <= latest;
        return { ...entity, stamp, entry: isUsable ? boundEntry(entry, settings) : null };
      });
    } catch {
      observer.onLookup(service, 'unavailable', wanted.length);
      return wanted.map((entity) => ({ ...entity, stamp: UNAVAILABLE, entry: null }));
    }
  }

  #count(service: string, sought: readonly Sought[], stale: number, asked: number): void {
    const { observer } = this.#options.parts;
    const hits = sought.length - stale - asked;
    if (hits > 0) observer.onLookup(service, 'hit', hits);
    if (stale > 0) observer.onLookup(service, 'stale', stale);
    if (asked > 0 && sought[0]?.stamp !== UNAVAILABLE) observer.onLookup(service, 'miss', asked);
  }

  /** Asks for what is not answered yet: what was sought in vain, and what is not for the cache, in their order. */
  async #ask({ fetch, asked, context, signal }: Asking, answered: Map<number, EntityOutcome>): Promise<void> {
    const repeats = new Set(asked.flatMap(({ positions: [, ...others] }) => others));
    const positions = [...fetch.representations.keys()].filter(
      (position) => !answered.has(position) && !repeats.has(position),
    );
    if (positions.length === 0) return;
    const stamped = await this.#stamp(asked);
    const told = new ToldHints();
    const outcomes = await this.#options.inner.fetchEntities(
      {
        ...fetch,
        representations: positions.map((position) => fetch.representations[position] ?? {}),
        onCacheControl: (...said) => told.note(...said),
      },
      context,
      signal,
    );
    for (const [index, position] of positions.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) answered.set(position, outcome);
    }
    const kept: string[] = [];
    for (const entity of stamped) {
      const [position, ...others] = entity.positions;
      const outcome = answered.get(position);
      if (outcome === undefined) continue;
      for (const other of others) answered.set(other, copyOutcome(outcome));
      if (this.#keep(fetch.service, entity, outcome, told)) kept.push(...entity.tags);
    }
    // Nobody waits for it; where the store is away, what was kept there is gone or ends earlier.
    this.#options.parts.shelf.prolong(kept).catch(() => undefined);
  }

  /** Before anything is asked: what changes after this must not be kept as if it had not. */
  async #stamp(asked: readonly Sought[]): Promise<readonly Sought[]> {
    const bare = asked.filter(({ stamp }) => stamp === null);
    if (bare.length === 0) return asked;
    const stamps = await this.#options.parts.shelf.stamp(bare).catch(() => []);
    const byName = new Map(bare.map(({ name }, index) => [name, stamps[index] ?? UNAVAILABLE]));
    return asked.map((entity) => ({
      ...entity,
      stamp: entity.stamp ?? byName.get(entity.name) ?? UNAVAILABLE,
    }));
  }

  /** @returns whether it goes to the store, without being waited for. */
  #keep(service: string, entity: Sought, outcome: EntityOutcome, told: ToldHints): boolean {
    const { settings, parts } = this.#options;
    const { name, stamp, place } = entity;
    if (outcome.kind === 'failed' && isRefused(outcome.error)) {
      this.#forget(entity);
      return false;
    }
    // An old answer is still the best there is when the place cannot give another one.
    if (outcome.kind === 'failed' || awayCodeOf(outcome) !== null) return false;
    if (stamp === null || stamp === UNAVAILABLE) {
      parts.observer.onStore(service, 'unavailable');
      return false;
    }
    const now = parts.now();
    const entry = toEntry({ outcome, hints: told.hintsFor(place), settings, stamp, now });
    if (entry === null) {
      parts.observer.onStore(service, 'not-allowed');
      // What was allowed once is not any more.
      this.#forget(entity);
      return false;
    }
    const until = storedUntil(entry, { windows: parts.windows, service, place, now });
    const stored = parts.shelf.keep(name, entry, until - now);
    if (stored === null) {
      parts.observer.onStore(service, 'too-large');
      return false;
    }
    stored.then(
      () => parts.observer.onStore(service, 'kept'),
      () => parts.observer.onStore(service, 'unavailable'),
    );
    return true;
  }

  #forget({ name, entry }: Sought): void {
    if (entry !== null) this.#options.parts.shelf.drop([name]).catch(() => undefined);
  }

  /** @param begunBefore - only by a window that began before this. */
  #isMaintained({ service }: EntityFetch, { place }: Sought, begunBefore = Infinity): boolean {
    const { windows, now } = this.#options.parts;
    return place !== null && windows.at(service, place, now(), begunBefore) !== null;
  }

  #replaceByStale(
    fetch: EntityFetch,
    entity: Sought,
    context: GatewayRequestContext,
    answered: Map<number, EntityOutcome>,
  ): void {
    const { entry, positions } = entity;
    const outcome = answered.get(positions[0]);
    const away = outcome === undefined ? null : awayCodeOf(outcome);
    if (entry === null || away === null) return;
    const { freshUntil, ifErrorUntil } = entry;
    // Windows of now, not of when it was kept: they are announced, moved and called off.
    const isUsable =
      this.#options.parts.now() < ifErrorUntil ||
      (freshUntil < ifErrorUntil && this.#isMaintained(fetch, entity, ifErrorUntil));
    if (!isUsable) return;
    const reason = this.#isMaintained(fetch, entity) ? 'MAINTENANCE' : away;
    this.#tell(fetch.service, entity, entry, reason, context);
    this.#give(fetch.service, entity, entry, context, answered);
  }

  #give(
    service: string,
    { positions, place }: Sought,
    entry: CacheEntry,
    context: GatewayRequestContext,
    answered: Map<number, EntityOutcome>,
  ): void {
    const outcome = fromEntry(entry, { service, jurisdiction: place ?? undefined, context });
    for (const [index, position] of positions.entries()) {
      answered.set(position, index === 0 ? outcome : copyOutcome(outcome));
    }
  }

  #tell(
    service: string,
    { place }: Sought,
    entry: CacheEntry,
    reason: StaleReason,
    context: GatewayRequestContext,
  ): void {
    const { notes, observer, now } = this.#options.parts;
    const ageSeconds = Math.max(0, Math.floor((now() - entry.answeredAt) / 1_000));
    notes.add(context, { service, jurisdiction: place, reason, ageSeconds });
    observer.onStale(service, reason);
  }

  #refresh(fetch: EntityFetch, stale: readonly Sought[], context: GatewayRequestContext): void {
    const { refreshes } = this.#options.parts;
    const names = stale.map(({ name }) => name);
    refreshes.begin(names, context, async (indices, own) => {
      const entities = indices.flatMap((index) => stale[index] ?? []);
      const representations = entities.map(({ representation }) => representation);
      const asked = entities.map((entity, index) => ({ ...entity, positions: [index] as const }));
      await this.#ask(
        { fetch: { ...fetch, representations }, asked, context: own, signal: own.signal },
        new Map(),
      );
    });
  }
}

interface Asking {
  readonly fetch: EntityFetch;
  readonly asked: readonly Sought[];
  readonly context: GatewayRequestContext;
  readonly signal: AbortSignal;
}

/** No stamp has this text. */
const UNAVAILABLE = 'unavailable';
