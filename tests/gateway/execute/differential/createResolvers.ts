import { identityOf, type Row } from './identityOf.ts';
import { keyNames } from './keyNames.ts';
import { keysOf } from './keysOf.ts';
import type { Model, ModelField } from './Model.ts';
import { typeOf } from './typeOf.ts';
import type { World } from './World.ts';

type Resolve = (row: Row, args: Row) => unknown;

/** The resolvers of one service. */
export function createResolvers(
  { types, abstracts }: Model,
  world: () => World,
  service: string,
): Record<string, Record<string, Resolve>> {
  const resolve =
    (typeName: string, field: ModelField): Resolve =>
    (row, args) =>
      world().answer(typeName, field, row, args, service);
  // Asynchronous, for `@apollo/subgraph` lets one reference that throws at once fail all others with it.
  const resolveReference =
    (typeName: string): Resolve =>
    async (row) =>
      world().isForgotten(typeName, row, service) ? null : row;
  const resolvers: Record<string, Record<string, Resolve>> = {};
  for (const { name, fields, homes, kind, plainKeys } of types) {
    if (!homes.has(service)) continue;
    const own = fields.filter(
      ({ owners, externalIn, override }) =>
        owners.includes(service) || externalIn.has(service) || override?.from === service,
    );
    const isKeyed = kind === 'entity' || kind === 'object';
    const keyed = isKeyed
      ? {
          __resolveReference: resolveReference(name),
          ...keyResolvers([...(homes.get(service) ?? []), ...(plainKeys?.get(service) ?? [])]),
        }
      : {};
    const all = { ...keyed, ...Object.fromEntries(own.map((field) => [field.name, resolve(name, field)])) };
    if (Object.keys(all).length > 0) resolvers[name] = all;
  }
  for (const { name, homes } of abstracts) {
    if (!homes?.has(service)) continue;
    resolvers[name] = {
      __resolveReference: async (row) => ({ __typename: typeOf(row), id: identityOf(row) }),
    };
  }
  return resolvers;
}

function keyResolvers(keys: readonly string[]): Record<string, Resolve> {
  return Object.fromEntries([...keyNames(keys)].map((name) => [name, (row: Row) => keysOf(row)[name]]));
}
