import type { CallContextCaller } from '../../domain/callContext.ts';
import type { EntityFetcher } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import { CachedEntityFetcher } from './CachedEntityFetcher.ts';
import type { CacheObserver } from './CacheObserver.ts';
import type { CachedGeneration, CacheParts } from './CacheParts.ts';
import type { CacheSettings } from './cacheSettings.ts';
import { deriveCacheSecrets } from './entry/deriveCacheSecrets.ts';
import { EntityNames } from './entry/EntityNames.ts';
import { EntitySelections } from './entry/EntitySelections.ts';
import { EntrySeal } from './entry/EntrySeal.ts';
import type { ChangedEntity } from './invalidation/ChangedEntity.ts';
import type { EndedMutation } from './invalidation/EndedMutation.ts';
import { findChanged } from './invalidation/findChanged.ts';
import { isOutcomeUnknown } from './invalidation/isOutcomeUnknown.ts';
import { isPartlyLost } from './invalidation/isPartlyLost.ts';
import { KeptTypes } from './invalidation/KeptTypes.ts';
import { tagsOf } from './invalidation/tagsOf.ts';
import { Refreshes } from './Refreshes.ts';
import { Shelf } from './Shelf.ts';
import { StaleNotes } from './StaleNotes.ts';
import type { CacheStore } from './store/CacheStore.ts';

export interface EntityCacheOptions {
  readonly settings: Pick<CacheSettings, 'subgraphs' | 'entryBytes' | 'refreshes'>;
  /** At least 32 bytes; the same in all gateways that share the store. */
  readonly secret: Uint8Array;
  readonly store: CacheStore;
  readonly windows: MaintenanceWindows;
  readonly observer: CacheObserver;
  /** The field that says where an entity of a type belongs. */
  readonly partitionField: (typename: string) => string;
  /** How long a refresh may take, in ms; default 5,000. */
  readonly refreshMs?: number;
  /** Epoch ms; default the system's. */
  readonly now?: () => number;
  /** Told before anything is dropped: what is on its way to this gateway may be as old. */
  readonly onChange?: () => void;
  /** Tells other gateways what has changed. @returns whether they could be told; never rejects. */
  readonly tellOthers?: (entities: readonly ChangedEntity[]) => Promise<boolean>;
}

/** What subgraphs answered about entities, kept for as long as they allow. */
export class EntityCache {
  readonly #subgraphs: CacheSettings['subgraphs'];
  readonly #parts: CacheParts;
  readonly #onChange: () => void;
  readonly #tellOthers: (entities: readonly ChangedEntity[]) => Promise<boolean>;
  /** By the secret of now first. */
  #names: readonly [EntityNames, ...EntityNames[]];

  /** @throws {RangeError} when the secret is too short. */
  constructor(options: EntityCacheOptions) {
    const { settings, store, windows, observer, partitionField } = options;
    const { naming, sealing } = deriveCacheSecrets(options.secret);
    this.#subgraphs = settings.subgraphs;
    this.#onChange = options.onChange ?? (() => undefined);
    this.#tellOthers = options.tellOthers ?? (async () => true);
    this.#names = [new EntityNames(naming)];
    const namesOfNow = () => this.#names[0];
    this.#parts = {
      shelf: new Shelf(store, new EntrySeal(sealing), settings.entryBytes),
      get names() {
        return namesOfNow();
      },
      selections: new EntitySelections(),
      notes: new StaleNotes(),
      refreshes: new Refreshes(settings.refreshes, options.refreshMs ?? 5_000),
      mutations: new WeakSet(),
      windows,
      observer,
      partitionField,
      now: options.now ?? Date.now,
    };
  }

  /** Whether anything of this subgraph may be kept. */
  concerns(service: string): boolean {
    return Object.hasOwn(this.#subgraphs, service);
  }

  /** @returns `inner` itself for a subgraph of which nothing is kept. */
  around(service: string, inner: EntityFetcher, generation: CachedGeneration): EntityFetcher {
    const settings = this.concerns(service) ? this.#subgraphs[service] : undefined;
    if (settings === undefined) return inner;
    return new CachedEntityFetcher({ inner, settings, generation, parts: this.#parts });
  }

  /** As {@link around}, for the events of a subscription: they come because something has changed, so private entities are asked for. */
  aroundEvents(service: string, inner: EntityFetcher, generation: CachedGeneration): EntityFetcher {
    const isPublic = this.concerns(service) && this.#subgraphs[service]?.scope === 'public';
    return isPublic ? this.around(service, inner, generation) : inner;
  }

  /** From now on this request reads nothing of what is kept. */
  beginMutation(context: GatewayRequestContext): void {
    this.#parts.mutations.add(context);
  }

  /**
   * Drops what is kept of entities that a mutation's answer names with their keys. Never rejects.
   *
   * Where it may have changed what its answer does not name, all is dropped that was kept for its caller alone.
   */
  async endMutation(answered: EndedMutation, generation: CachedGeneration): Promise<void> {
    const kept = new KeptTypes(Object.keys(this.#subgraphs), generation);
    const found = findChanged(answered, (typename) => kept.of(typename).keyFields);
    // An answer says the type of an object, whatever a subgraph knows it as.
    const changed = found.flatMap(({ typename, key }) =>
      kept.of(typename).names.map((name) => ({ typename: name, key })),
    );
    const { errors = [], caller } = answered;
    const mayHaveChangedMore = isOutcomeUnknown(errors) || isPartlyLost(answered);
    if (caller !== null && mayHaveChangedMore) await this.#forget(caller);
    if (changed.length > 0) await this.invalidate(changed, 'mutation');
  }

  async #forget(caller: CallContextCaller): Promise<void> {
    const { shelf } = this.#parts;
    this.#onChange();
    // What the store cannot drop now it drops before anything is read from it again.
    await shelf.drop(this.#names.map((names) => names.subjectTag(caller))).catch(() => undefined);
  }

  /**
   * Drops what is kept of entities, and what is on its way at this moment, and tells other gateways, unless they have told it.
   *
   * @returns whether it is done: where the store is away, entries are dropped by their age alone. Never rejects.
   */
  async invalidate(
    entities: readonly ChangedEntity[],
    source: Parameters<CacheObserver['onInvalidation']>[0],
  ): Promise<boolean> {
    const { shelf, observer } = this.#parts;
    this.#onChange();
    const { partitionField } = this.#parts;
    const tagsBy = (names: EntityNames) =>
      entities.flatMap((entity) => tagsOf(entity, names, partitionField(entity.typename)));
    const tags = [...new Set(this.#names.flatMap(tagsBy))];
    const [isDropped, isTold] = await Promise.all([
      shelf.drop(tags).then(
        () => true,
        () => false,
      ),
      source === 'channel' || this.#tellOthers(entities),
    ]);
    observer.onInvalidation(source, isDropped ? 'done' : 'unavailable', entities.length);
    if (!isTold) observer.onInvalidation(source, 'untold', entities.length);
    return isDropped;
  }

  /**
   * Names and seals by another secret from now on: what was kept by the one before is not found any more, and goes by its age.
   *
   * It stays in the store meanwhile, and other gateways may still read it, or this one again after a way back. So what
   * changes is dropped under the names of all secrets that there were.
   *
   * @throws {RangeError} when the secret is too short; nothing has changed then.
   */
  takeSecret(secret: Uint8Array): void {
    const { naming, sealing } = deriveCacheSecrets(secret);
    this.#names = [new EntityNames(naming), ...this.#names];
    this.#parts.shelf.sealWith(new EntrySeal(sealing));
  }

  /** What the client has to know of its answer: `cache`, where something in it is stale. */
  extensionsOf(context: GatewayRequestContext): Readonly<Record<string, unknown>> | undefined {
    const notes = this.#parts.notes.of(context);
    return notes && { cache: notes };
  }

  /** Ends refreshes; the store is its owner's to close. */
  close(): void {
    this.#parts.refreshes.close();
  }
}
