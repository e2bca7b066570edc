import type { Catalog } from './Catalog.ts';

/** What the resolvers of one request work with; the catalogue lies in memory, so there is nothing to batch. */
export interface SubgraphContext {
  readonly catalog: Catalog;
}
