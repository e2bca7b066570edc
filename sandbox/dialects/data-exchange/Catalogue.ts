import type { World } from '../../world/World.ts';

/** One question to a service, after everything at the door was found right. */
export interface CatalogueSearch {
  readonly service: string;
  readonly world: World;
  /** Numbers in canonical spelling, each once. */
  readonly asked: readonly string[];
  /** Whether to answer in the words of another release. */
  readonly stale: boolean;
}

/** The services that one system offers, and what they find. */
export interface Catalogue {
  knows(service: string): boolean;
  /** Rows as they are sent, in the order of storage. */
  find(search: CatalogueSearch): readonly Readonly<Record<string, unknown>>[];
}
