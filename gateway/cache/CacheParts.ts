import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { Generation } from '../plan/Generation.ts';
import type { CacheObserver } from './CacheObserver.ts';
import type { EntityNames } from './entry/EntityNames.ts';
import type { EntitySelections } from './entry/EntitySelections.ts';
import type { Refreshes } from './Refreshes.ts';
import type { Shelf } from './Shelf.ts';
import type { StaleNotes } from './StaleNotes.ts';

/** What all cached subgraphs share. */
export interface CacheParts {
  readonly shelf: Shelf;
  /** Asked for anew by each fetch: the secret may be changed between two. */
  readonly names: EntityNames;
  readonly selections: EntitySelections;
  readonly notes: StaleNotes;
  readonly refreshes: Refreshes;
  readonly windows: MaintenanceWindows;
  /** Requests that change something: what they read must be as it is after that. */
  readonly mutations: WeakSet<GatewayRequestContext>;
  readonly observer: CacheObserver;
  /** The field that says where an entity of a type belongs. */
  readonly partitionField: (typename: string) => string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** What of a supergraph the cache looks at. */
export type CachedGeneration = Pick<Generation, 'id' | 'supergraphSchema'> & {
  readonly facts: Pick<SupergraphFacts, 'keysOf'>;
};
