import type { GraphQLFormattedError } from 'graphql';
import type { EntityError } from './EntityFetcher.ts';
import { relativeError } from './relativeError.ts';

/** A plain subgraph's errors by the index of the entity that they are about. */
export function assignErrors(
  errors: readonly GraphQLFormattedError[],
  entities: readonly unknown[],
): ReadonlyMap<number, readonly EntityError[]> {
  const byEntity = new Map<number, EntityError[]>();
  // An error that says no place is most likely about an entity that did not come.
  const likely = errors.length > 0 ? Math.max(0, entities.indexOf(null)) : 0;
  for (const error of errors) {
    const { path } = error;
    const index = path?.[1];
    const isLocated = path?.[0] === '_entities' && typeof index === 'number' && index in entities;
    const owner = isLocated ? index : likely;
    const own = byEntity.get(owner);
    const told = relativeError(error, isLocated ? path.slice(2) : []);
    if (own === undefined) byEntity.set(owner, [told]);
    else own.push(told);
  }
  return byEntity;
}
