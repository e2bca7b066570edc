import type { FetchDataKeyRenamer, FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type FieldNode, print, stripIgnoredCharacters } from 'graphql';
import { readEntityFields } from '../execute/readEntityFields.ts';
import { usedVariables } from '../execute/usedVariables.ts';
import { withoutFields } from '../execute/withoutFields.ts';
import { rewriteFetches } from './rewriteFetches.ts';

const CONDITION = '... on ';

/**
 * The plan in which nobody reads a context of what the same call has yet to tell.
 *
 * A context may be read of the very object that its reader stands in (`$order { item { id } }`, read by a field of that item). Where
 * the subgraph that has the reader is the one to tell of `id`, too, `@apollo/query-planner` 2.14 asks it for both at once, and the argument
 * is never there. Asked one after the other, it is.
 */
export function awaitOwnContexts(plan: QueryPlan): QueryPlan {
  const { node } = plan;
  if (node === undefined) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: rewriteFetches(node, split) };
  return { ...plan, node: { ...node, ...(node.rest && { rest: rewriteFetches(node.rest, split) }) } };
}

function split(fetch: FetchNode, place: readonly string[]): PlanNode {
  const { contextRewrites = [], operationDocumentNode: document, requires } = fetch;
  if (contextRewrites.length === 0 || document === undefined || requires === undefined) return fetch;
  const contextual = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
  const fields = readEntityFields(document).map(({ node }) => node);
  const readers = fields.filter((field) => [...usedVariables(field)].some((name) => contextual.has(name)));
  const others = fields.filter((field) => !readers.includes(field));
  const own = new Set(contextRewrites.flatMap((rewrite) => ownKey(rewrite, place) ?? []));
  if (readers.length === 0 || !others.some(({ name, alias = name }) => own.has(alias.value))) return fetch;
  const telling = { ...fetch, contextRewrites: [] };
  return { kind: 'Sequence', nodes: [withoutThese(telling, readers), withoutThese(fetch, others)] };
}

/** The key of the object at `place` that this context is read of; `undefined` where it is read of another object. */
function ownKey({ path }: FetchDataKeyRenamer, place: readonly string[]): string | undefined {
  const climbs = path.filter((step) => step === '..').length;
  const keys = path.slice(climbs).filter((step) => !step.startsWith(CONDITION));
  const back = climbs === 0 ? [] : place.slice(-climbs);
  return back.every((key, at) => keys[at] === key) ? keys[climbs] : undefined;
}

function withoutThese(fetch: FetchNode, fields: readonly FieldNode[]): FetchNode {
  const document = fetch.operationDocumentNode && withoutFields(fetch.operationDocumentNode, new Set(fields));
  if (document === undefined) return fetch;
  const used = usedVariables(document);
  return {
    ...fetch,
    operationDocumentNode: document,
    operation: stripIgnoredCharacters(print(document)),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}
