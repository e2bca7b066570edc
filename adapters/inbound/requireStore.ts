import type { AdapterResources } from '../AdapterResources.ts';
import type { PlaceStore } from './PlaceStore.ts';

/** @throws {TypeError} for a server without a database: what a system leaves for us would be lost. */
export function requireStore({ store }: AdapterResources): PlaceStore {
  if (store === null) throw new TypeError('databaseUrl: needed to keep what the centre leaves for us');
  return store;
}
