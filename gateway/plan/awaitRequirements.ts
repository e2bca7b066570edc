import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { operationOf } from '../execute/operationOf.ts';

/** Fields of the answer, each with the path to its object, lists and types left out. */
type Fields = ReadonlySet<string>;

/**
 * Lets a fetch wait for what it requires. `@apollo/query-planner` 2.14 asks for it beside the fetch, not before, where an interface
 * object's field requires a field of the interface object that the way came from: what requires it was null (decision 023).
 *
 * What is there before, or comes from nobody beside it, makes nothing wait.
 */
export function awaitRequirements(node: PlanNode): PlanNode {
  return order(node, '', new Set());
}

function order(node: PlanNode, path: string, told: Fields): PlanNode {
  switch (node.kind) {
    case 'Sequence': {
      const known = new Set(told);
      const nodes = node.nodes.map((child) => {
        const ordered = order(child, path, known);
        for (const field of given(child, path)) known.add(field);
        return ordered;
      });
      return { ...node, nodes };
    }
    case 'Parallel':
      return orderParallel(node.nodes, path, told);
    case 'Flatten':
      return { ...node, node: order(node.node, below(path, node.path), told) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: order(node.ifClause, path, told) }),
        ...(node.elseClause && { elseClause: order(node.elseClause, path, told) }),
      };
    default:
      return node;
  }
}

function orderParallel(nodes: readonly PlanNode[], path: string, told: Fields): PlanNode {
  const needs = nodes.map((child) => needed(child, path, told));
  // As nearly always: then nobody has to know what each of them gives.
  if (needs.every(({ size }) => size === 0)) return parallel(nodes.map((child) => order(child, path, told)));
  const gifts = nodes.map((child) => given(child, path));
  const isWaiting = (_: PlanNode, index: number) =>
    gifts.some((gift, at) => at !== index && [...(needs[index] ?? [])].some((field) => gift.has(field)));
  const waiting = new Set(nodes.filter(isWaiting));
  if (waiting.size === 0 || waiting.size === nodes.length)
    return parallel(nodes.map((child) => order(child, path, told)));
  const ready = nodes.filter((child) => !waiting.has(child)).map((child) => order(child, path, told));
  const known = new Set([...told, ...ready.flatMap((child) => [...given(child, path)])]);
  return {
    kind: 'Sequence',
    nodes: [...(ready.length === 1 ? ready : [parallel(ready)]), orderParallel([...waiting], path, known)],
  };
}

const parallel = (nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

/** All that a part of a plan asks for. */
function given(node: PlanNode, path: string): Fields {
  const fields = new Set<string>();
  eachFetch(node, path, (fetch, at) => {
    const document = fetch.operationDocumentNode ?? parse(fetch.operation, { noLocation: true });
    const selected = operationOf(document)?.selectionSet;
    const [entities] = fetch.requires === undefined ? [] : (selected?.selections ?? []);
    const top = entities?.kind === Kind.FIELD ? entities.selectionSet : selected;
    if (top) addSelected(top, at, fields);
  });
  return fields;
}

/** All that a part of a plan requires, without what is there or comes from itself before. */
function needed(node: PlanNode, path: string, told: Fields): Fields {
  const fields = new Set<string>();
  eachFetch(node, path, ({ requires = [] }, at) => {
    for (const name of requires.flatMap(namesIn)) fields.add(`${at} ${name}`);
  });
  for (const field of fields) if (told.has(field)) fields.delete(field);
  if (fields.size > 0) for (const field of given(node, path)) fields.delete(field);
  return fields;
}

type Required = NonNullable<FetchNode['requires']>[number];

const namesIn = (selection: Required): readonly string[] =>
  selection.kind === 'Field' ? [selection.name] : selection.selections.flatMap(namesIn);

function eachFetch(node: PlanNode, path: string, see: (fetch: FetchNode, path: string) => void): void {
  if (node.kind === 'Fetch') see(node, path);
  if (node.kind === 'Flatten') eachFetch(node.node, below(path, node.path), see);
  for (const child of childrenOf(node)) eachFetch(child, path, see);
}

function childrenOf(node: PlanNode): readonly PlanNode[] {
  if (node.kind === 'Condition')
    return [node.ifClause, node.elseClause].filter((child) => child !== undefined);
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? node.nodes : [];
}

function addSelected({ selections }: SelectionSetNode, path: string, fields: Set<string>): void {
  for (const node of selections) {
    if (node.kind === Kind.INLINE_FRAGMENT) addSelected(node.selectionSet, path, fields);
    if (node.kind !== Kind.FIELD) continue;
    const key = (node.alias ?? node.name).value;
    fields.add(`${path} ${key}`);
    if (node.selectionSet) addSelected(node.selectionSet, `${path}.${key}`, fields);
  }
}

const below = (path: string, steps: readonly unknown[]): string =>
  steps
    .map((step) => String(step).replace(/\|\[.*$/, ''))
    .filter((step) => step !== '@' && step !== '' && step !== '.')
    .reduce((at, step) => `${at}.${step}`, path);
