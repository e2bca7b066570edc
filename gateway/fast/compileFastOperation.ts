import { type DocumentNode, isObjectType, Kind, type SelectionSetNode, visit } from 'graphql';
import type { JsonObject } from '../execute/JsonObject.ts';
import { operationOf } from '../execute/operationOf.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import type { Generation } from '../plan/Generation.ts';
import { compileSteps } from './compileSteps.ts';
import { compileVariables } from './compileVariables.ts';
import { countInserts } from './countInserts.ts';
import type { FastEntityFetch, FastFetch, FastOperation } from './FastOperation.ts';
import type { FastPart } from './FastPart.ts';
import { flattenFields } from './flattenFields.ts';
import { mayBeMissing } from './mayBeMissing.ts';
import { NotFast } from './NotFast.ts';
import { orderRoots } from './orderRoots.ts';
import { type PlacedFetch, PlanReader } from './PlanReader.ts';
import { type FastPlace, SelectionCompiler } from './SelectionCompiler.ts';
import { slotsOf } from './slotsOf.ts';
import { toBytes } from './toBytes.ts';

/**
 * Prepares an operation for splicing.
 *
 * @param document - the client's, valid for the API schema.
 * @param conditions - values of the variables in `@skip` and `@include`, for which alone it is prepared.
 * @throws {NotFast} saying why it needs the general lane.
 */
export function compileFastOperation(
  prepared: PreparedOperation,
  document: DocumentNode,
  { apiSchema, facts }: Pick<Generation, 'apiSchema' | 'facts'>,
  conditions: Readonly<JsonObject>,
): FastOperation {
  const { operation, plan, renamedVariables } = prepared;
  const type = apiSchema.getQueryType();
  if (operation.operation !== 'query' || !type) throw new NotFast('no query');
  if (plan.passes > 1 || renamedVariables.size > 0) throw new NotFast('a plan that is gone through again');
  if (plan.unasked.length > 0) throw new NotFast('a field that nobody can be asked for');
  refuseDirectives(document);
  const reader = new PlanReader(conditions, facts);
  const task = reader.read(plan.root);
  const { roots, entities } = reader;
  const fragments = document.definitions.flatMap((node) =>
    node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
  );
  const scope = {
    schema: apiSchema,
    fragments: new Map(fragments),
    aliases: new Map(),
    conditions,
    deniedTypes: null,
  };
  const compiler = new SelectionCompiler(scope, placesOf(entities, conditions));
  const client = [operation.selectionSet];
  const order = orderRoots(roots, { type, client, scope });
  const rootParts = roots.map((root, index) =>
    compiler.fields(type, client, selectionOf(root), [], order.keysOf(index)),
  );
  const entityParts = entities.map((placed) => {
    const entityType = apiSchema.getType(placed.typeName);
    if (!isObjectType(entityType)) throw new NotFast('an abstract type');
    const path = placed.path.split('.');
    const selections = compiler.clientSelections(type, client, path);
    return compiler.fields(entityType, selections, placed.selectionSet, path, keysOf(placed, conditions));
  });
  const parts = [...rootParts, ...entityParts].flat();
  const inserts = countInserts(parts, entities.length);
  if (inserts.some((count) => count !== 1)) throw new NotFast('a place that is not found');
  return {
    operation,
    areVariablesRight: compileVariables(apiSchema, operation),
    task,
    roots: roots.map((fetch, at) => ({ fetch, ...frameOf(fetch), steps: compileSteps(rootParts[at] ?? []) })),
    rootOrder: order.sequence,
    entities: entities.map((placed, at): FastEntityFetch => {
      const { fetch, typeName, keys, path, place, selectionSet } = placed;
      const labels = keys.map((key, index) =>
        index === 0 ? `{"__typename":"${typeName}","${key}":` : `,"${key}":`,
      );
      const isVerbatim = compiler.verbatim.has(path);
      const known = slotsOf(entities.filter((other) => other.path === path));
      const slots = keys.map((key) => known.indexOf(key));
      const steps = compileSteps(entityParts[at] ?? []);
      const fields = keysOf(placed, conditions);
      return {
        fetch,
        ...frameOf(fetch),
        typeName,
        place,
        fields,
        mayBeMissing: mayBeMissing(at, fields, entities, parts),
        selectionSet,
        keys,
        labels,
        kind: labels.join(''),
        slots,
        isVerbatim,
        steps,
        whole: wholePattern(entityParts[at] ?? []),
      };
    }),
  };
}

/** Most entities go to the client as they are. */
function wholePattern(parts: readonly FastPart[]): RegExp | null {
  const sources = parts.map((part) => (part.kind === 'text' && part.emit ? part.source : null));
  return sources.includes(null) ? null : new RegExp(`\\{${sources.join('')}\\}`, 'y');
}

function refuseDirectives(document: DocumentNode): void {
  visit(document, {
    Directive: ({ name: { value } }) => {
      if (value !== 'skip' && value !== 'include') throw new NotFast('directives');
    },
  });
}

function placesOf(
  fetches: readonly PlacedFetch[],
  conditions: Readonly<JsonObject>,
): ReadonlyMap<string, readonly FastPlace[]> {
  const places = new Map<string, FastPlace[]>();
  for (const [fetch, placed] of fetches.entries()) {
    const { path, typeName, keys } = placed;
    const fields = keysOf(placed, conditions);
    const known = places.get(path) ?? [];
    const isTwice = known.some((other) => [...fields].some((key) => other.fields.has(key)));
    if (isTwice) throw new NotFast('a field told twice');
    places.set(path, [...known, { fetch, typeName, keys, fields }]);
  }
  if (places.has('')) throw new NotFast('entities at the root');
  return places;
}

/** The response keys that an entity fetch brings. */
function keysOf(
  { selectionSet, typeName }: PlacedFetch,
  conditions: Readonly<JsonObject>,
): ReadonlySet<string> {
  const fields = flattenFields(selectionSet, typeName, conditions);
  if (fields.some(({ name }) => name.value === '__typename')) throw new NotFast('the type of an entity');
  return new Set(fields.map(({ alias, name }) => (alias ?? name).value));
}

function selectionOf({ document }: PlannedFetch): SelectionSetNode {
  const asked = operationOf(document);
  if (asked === undefined) throw new NotFast('no operation');
  return asked.selectionSet;
}

/** Key by key as the general lane writes it, so that answers can be handed over. */
function frameOf({ query, operationName }: PlannedFetch): Pick<FastFetch, 'head' | 'tail'> {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return { head: toBytes(`{"query":${JSON.stringify(query)},"variables":`), tail: toBytes(`${name}}`) };
}
