import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  print,
} from 'graphql';
import { operationOf } from '../execute/operationOf.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { PlanStep } from '../execute/PlanStep.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import type { SelectionScope } from '../execute/projection/collectFields.ts';
import { compileSteps } from './compileSteps.ts';
import { compileVariables } from './compileVariables.ts';
import type { FastEntityFetch, FastFetch, FastOperation } from './FastOperation.ts';
import { NotFast } from './NotFast.ts';
import { type FastPlace, SelectionCompiler } from './SelectionCompiler.ts';
import { toBytes } from './toBytes.ts';

interface PlacedFetch extends Pick<FastEntityFetch, 'fetch' | 'typeName' | 'keys'> {
  readonly path: string;
  readonly selectionSet: NonNullable<ReturnType<typeof operationOf>>['selectionSet'];
}

/**
 * Prepares an operation for splicing.
 *
 * @param document - the client's, valid for `apiSchema`.
 * @throws {NotFast} saying why it needs the general lane.
 */
export function compileFastOperation(
  prepared: PreparedOperation,
  document: DocumentNode,
  apiSchema: GraphQLSchema,
): FastOperation {
  const { operation, plan, renamedVariables } = prepared;
  const type = apiSchema.getQueryType();
  if (operation.operation !== 'query' || !type) throw new NotFast('no query');
  if (plan.passes > 1 || renamedVariables.size > 0) throw new NotFast('a plan that is gone through again');
  if (print(document).includes('@')) throw new NotFast('directives');
  const [root, flattened] = split(plan.root);
  const fetches = flattened.map(placeFetch);
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const scope: SelectionScope = {
    schema: apiSchema,
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
    aliases: new Map(),
    conditions: {},
    deniedTypes: null,
  };
  const places = new Map<string, FastPlace[]>();
  for (const [index, { path, typeName, keys, selectionSet }] of fetches.entries()) {
    const fields = selectionSet.selections.map((node) => {
      if (node.kind !== Kind.FIELD || node.name.value === '__typename')
        throw new NotFast('a fragment of an entity');
      return (node.alias ?? node.name).value;
    });
    const known = places.get(path) ?? [];
    places.set(path, [...known, { fetch: index, typeName, keys, fields: new Set(fields) }]);
  }
  if (places.has('')) throw new NotFast('entities at the root');
  const compiler = new SelectionCompiler(scope, places);
  const asked = operationOf(plainFetch(root).document);
  if (asked === undefined) throw new NotFast('no operation');
  const parts = compiler.fields(type, [operation.selectionSet], asked.selectionSet, []);
  const used = countInserts(parts);
  if (used !== fetches.length) throw new NotFast('a place that is not found');
  return {
    operation,
    areVariablesRight: compileVariables(apiSchema, operation),
    root: { fetch: root, ...frameOf(root), steps: compileSteps(parts) },
    entities: fetches.map((placed) => {
      const entityType = apiSchema.getType(placed.typeName);
      if (!isObjectType(entityType)) throw new NotFast('an abstract type');
      const client = compiler.clientSelections(type, [operation.selectionSet], placed.path.split('.'));
      const only = new Set(
        placed.selectionSet.selections.flatMap((node) =>
          node.kind === Kind.FIELD ? [(node.alias ?? node.name).value] : [],
        ),
      );
      const steps = compileSteps(
        compiler.fields(entityType, client, placed.selectionSet, placed.path.split('.'), only),
      );
      const { fetch, typeName, keys } = placed;
      const labels = keys.map((key, at) =>
        at === 0 ? `{"__typename":"${typeName}","${key}":` : `,"${key}":`,
      );
      const isVerbatim = compiler.verbatim.has(placed.path);
      return { fetch, ...frameOf(fetch), typeName, keys, labels, isVerbatim, steps };
    }),
  };
}

/** Key by key as the general lane writes it, so that answers can be handed over. */
function frameOf({ query, operationName }: PlannedFetch): Pick<FastFetch, 'head' | 'tail'> {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return { head: toBytes(`{"query":${JSON.stringify(query)},"variables":`), tail: toBytes(`${name}}`) };
}

function countInserts(parts: readonly object[]): number {
  return JSON.stringify(parts).split('"kind":"insert"').length - 1;
}

/** The root fetch, and what follows it in one step. */
function split(root: PlanStep | null): [PlannedFetch, readonly (PlanStep & { kind: 'flatten' })[]] {
  if (root === null) throw new NotFast('nobody is asked');
  const steps = root.kind === 'sequence' ? root.steps : [root];
  const [first, second, ...others] = steps;
  if (first?.kind !== 'fetch' || others.length > 0) throw new NotFast('a plan of more than two stages');
  if (second === undefined) return [first.fetch, []];
  const following = second.kind === 'parallel' ? second.steps : [second];
  const flattened = following.filter(
    (step): step is PlanStep & { kind: 'flatten' } => step.kind === 'flatten',
  );
  if (flattened.length !== following.length) throw new NotFast('a plan of more than two stages');
  return [first.fetch, flattened];
}

function plainFetch(fetch: PlannedFetch): PlannedFetch {
  const rewrites = [fetch.inputRewrites, fetch.outputRewrites, fetch.contextRewrites];
  if (fetch.isConditional || rewrites.some(({ length }) => length > 0)) throw new NotFast('rewrites');
  return fetch;
}

function placeFetch({ path, step }: PlanStep & { kind: 'flatten' }): PlacedFetch {
  if (step.kind !== 'fetch' || step.fetch.requires === null)
    throw new NotFast('a plan of more than two stages');
  const fetch = plainFetch(step.fetch);
  const [required, ...others] = step.fetch.requires;
  if (required?.kind !== 'InlineFragment' || others.length > 0)
    throw new NotFast('several kinds of entities');
  const keys = required.selections.map((selection) => {
    if (selection.kind !== 'Field' || selection.selections !== undefined || selection.alias !== undefined) {
      throw new NotFast('a key with parts');
    }
    return selection.name;
  });
  if (keys[0] !== '__typename') throw new NotFast('a key without a type');
  const typeName = required.typeCondition ?? '';
  const [entities, ...more] = operationOf(fetch.document)?.selectionSet.selections ?? [];
  const [fragment, ...rest] = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const isPlain = fragment?.kind === Kind.INLINE_FRAGMENT && fragment.typeCondition?.name.value === typeName;
  if (!isPlain || more.length > 0 || rest.length > 0) throw new NotFast('several kinds of entities');
  if (path.some(({ key, types }) => types !== null && (key === undefined || !types.has(typeName)))) {
    throw new NotFast('an abstract place');
  }
  return {
    fetch,
    typeName,
    keys: keys.slice(1),
    path: path.flatMap(({ key }) => key ?? []).join('.'),
    selectionSet: fragment.selectionSet,
  };
}
