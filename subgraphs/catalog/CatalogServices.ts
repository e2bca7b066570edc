import type { PublishedCatalogue } from './PublishedCatalogue.ts';
import type { DocumentStore } from './storage/DocumentStore.ts';
import type { VersionStore } from './storage/VersionStore.ts';

/** What every request shares. */
export interface CatalogServices {
  readonly catalogue: PublishedCatalogue;
  readonly versions: VersionStore;
  readonly documents: DocumentStore;
  /** The current time, epoch ms. */
  now(): number;
}
