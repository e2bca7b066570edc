import type { Turns } from './availability/Turns.ts';
import type { ChangeStore } from './storage/ChangeStore.ts';
import type { CoverageStore } from './storage/CoverageStore.ts';
import type { DocumentStore } from './storage/DocumentStore.ts';
import type { ItemStore } from './storage/ItemStore.ts';
import type { ProcedureStore } from './storage/ProcedureStore.ts';
import type { VersionStore } from './storage/VersionStore.ts';
import type { PublishedCatalogue } from './versions/PublishedCatalogue.ts';

/** What every request shares. */
export interface CatalogServices {
  readonly catalogue: PublishedCatalogue;
  readonly versions: VersionStore;
  readonly coverageStore: CoverageStore;
  /** Whose turn it is to decide pairs. */
  readonly pairTurns: Turns;
  readonly documents: DocumentStore;
  readonly itemStore: ItemStore;
  readonly procedureStore: ProcedureStore;
  readonly changes: ChangeStore;
  /** The current time, epoch ms. */
  now(): number;
}
