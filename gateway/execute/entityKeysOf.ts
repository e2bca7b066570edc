import { operationOf } from './operationOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { responseKeysOf } from './responseKeysOf.ts';

/** The keys in merged data of all that an entity fetch asks of an entity, whatever its type. */
export function entityKeysOf(fetch: PlannedFetch): ReadonlySet<string> {
  const entities = operationOf(fetch.document)?.selectionSet.selections[0];
  const below = entities?.kind === 'Field' ? entities.selectionSet : undefined;
  // Conditions are left open: a field that was not included is not among those asked for either.
  const keys = responseKeysOf(below, null);
  return new Set([...keys].map((key) => fetch.aliases.get(key) ?? key));
}
