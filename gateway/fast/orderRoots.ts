import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import { operationOf } from '../execute/operationOf.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import { collectFields, type SelectionScope } from '../execute/projection/collectFields.ts';
import { flattenFields } from './flattenFields.ts';
import { NotFast } from './NotFast.ts';

/** What the client asked of the root. */
interface AskedRoot {
  readonly type: GraphQLObjectType;
  readonly client: readonly SelectionSetNode[];
  readonly scope: SelectionScope;
}

/** How the answers of root fetches follow each other in the client's. */
interface RootOrder {
  /** Numbers of root fetches. */
  readonly sequence: readonly number[];
  /** The response keys that a root fetch is for; `undefined`: all. */
  keysOf(root: number): ReadonlySet<string> | undefined;
}

/** @throws {NotFast} where the client's order is no concatenation of their answers. */
export function orderRoots(roots: readonly PlannedFetch[], { type, client, scope }: AskedRoot): RootOrder {
  if (roots.length === 1) return { sequence: [0], keysOf: () => undefined };
  const keys = roots.map(({ document }) => {
    const asked = operationOf(document);
    const fields = asked ? flattenFields(asked.selectionSet, type.name, scope.conditions) : [];
    return new Set(fields.map(({ alias, name }) => (alias ?? name).value));
  });
  const sequence: number[] = [];
  for (const key of collectFields(type, client, scope).keys()) {
    const [owner, ...others] = keys.flatMap((asked, root) => (asked.has(key) ? [root] : []));
    if (owner === undefined || others.length > 0)
      throw new NotFast('a root field that no single fetch brings');
    if (sequence.at(-1) === owner) continue;
    if (sequence.includes(owner)) throw new NotFast('root fields of several subgraphs in turns');
    sequence.push(owner);
  }
  if (sequence.length !== roots.length) throw new NotFast('a fetch that brings nothing');
  return { sequence, keysOf: (root) => keys[root] };
}
