import type { AdapterResources } from '../AdapterResources.ts';
import { missingStore } from './missingStore.ts';
import type { PlaceStore } from './PlaceStore.ts';

/** @throws {TypeError} for a server without a database: what a system leaves for us would be lost. */
export function requireStore({ store }: AdapterResources): PlaceStore {
  if (store === null) throw missingStore('what the centre leaves for us is kept there');
  return store;
}
