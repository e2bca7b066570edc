import DataLoader from 'dataloader';
import type { ProcedureStore } from '../storage/ProcedureStore.ts';
import type { ProcedureIndex } from './ProcedureIndex.ts';
import type { ProcedureReference } from './ProcedureReference.ts';
import type { PublishedProcedure } from './PublishedProcedure.ts';

export type ProcedureLoader = DataLoader<ProcedureReference, PublishedProcedure | null, string>;

/** Anything else is no id of ours, and need not be asked for. */
const ID = /^[a-z0-9-]{1,80}$/;

/**
 * Loads procedures of any published version of the catalogue: a case goes on by the one that it was begun with.
 *
 * @param inForce - asked first, without the database.
 */
export function createProcedureLoader(
  inForce: ProcedureIndex,
  store: ProcedureStore,
  signal: AbortSignal,
): ProcedureLoader {
  return new DataLoader(
    async (references) => {
      const known = references.map(({ id, version }) => {
        const procedure = inForce.find(id);
        return procedure?.version === version ? procedure : null;
      });
      const missing = references.filter(({ id }, index) => known[index] === null && ID.test(id));
      if (missing.length === 0) return known;
      signal.throwIfAborted();
      const found = await store.findPublished(missing);
      return references.map(
        ({ id, version }, index) =>
          known[index] ?? found.find((other) => other.id === id && other.version === version) ?? null,
      );
    },
    { cacheKeyFn: ({ id, version }) => `${version} ${id}` },
  );
}
