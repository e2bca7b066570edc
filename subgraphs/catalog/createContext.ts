import DataLoader from 'dataloader';
import { createPairsLoader, type PairsLoader } from './availability/createPairsLoader.ts';
import type { CatalogServices } from './CatalogServices.ts';
import { itemSection } from './document/itemSection.ts';
import type { ServiceItem } from './items/ServiceItem.ts';
import { toServiceItem } from './items/toServiceItem.ts';
import { createIndexLoader, type IndexLoader } from './procedures/createIndexLoader.ts';
import { createProcedureLoader, type ProcedureLoader } from './procedures/createProcedureLoader.ts';
import type { Snapshot } from './versions/Snapshot.ts';

/** What the resolvers of one request work with. */
export interface SubgraphContext extends CatalogServices {
  /** The version that the request began with. */
  readonly snapshot: Snapshot;
  /** Items of that version by code; `null` for an unknown code. */
  readonly items: DataLoader<string, ServiceItem | null>;
  readonly pairs: PairsLoader;
  /** One version of a procedure, of whichever published catalogue; `null` where no such one has it. */
  readonly procedures: ProcedureLoader;
  /** How items are handled, by number of the catalogue version. */
  readonly indexes: IndexLoader;
}

/** Anything else is no code of ours, and need not be asked for. */
const CODE = /^[a-z0-9-]{1,80}$/;

/** Loaders for one request; each asks the database once for all that the request's resolvers want together. */
export function createContext(services: CatalogServices, signal: AbortSignal): SubgraphContext {
  const { snapshot } = services.catalogue;
  const { version } = snapshot.version;
  return {
    ...services,
    snapshot,
    procedures: createProcedureLoader(snapshot.procedures, services.procedureStore, signal),
    indexes: createIndexLoader(snapshot, services.documents, signal),
    pairs: createPairsLoader(services.coverageStore, services.pairTurns, signal),
    items: new DataLoader<string, ServiceItem | null>(async (codes) => {
      signal.throwIfAborted();
      const possible = codes.filter((code) => CODE.test(code));
      const rows = await services.documents.findRows(version, itemSection, possible);
      return codes.map((code) => {
        const row = rows.get(code);
        return row === undefined ? null : toServiceItem(version, row);
      });
    }),
  };
}
