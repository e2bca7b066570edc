import DataLoader from 'dataloader';
import type { DocumentStore } from '../storage/DocumentStore.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import { loadProcedureIndex } from './loadProcedureIndex.ts';
import type { ProcedureIndex } from './ProcedureIndex.ts';

export type IndexLoader = DataLoader<number, ProcedureIndex>;

/**
 * Loads how items are handled, by the version of the catalogue that the item is of: nearly always the one in force,
 * another only on a page of a list that was begun before.
 */
export function createIndexLoader(
  { version, procedures }: Pick<Snapshot, 'version' | 'procedures'>,
  documents: DocumentStore,
  signal: AbortSignal,
): IndexLoader {
  return new DataLoader((numbers) =>
    Promise.all(
      numbers.map((number) => {
        if (number === version.version) return procedures;
        signal.throwIfAborted();
        return loadProcedureIndex(documents, number);
      }),
    ),
  );
}
