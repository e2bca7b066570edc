import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, OperationTypeNode, type SelectionNode, visit } from 'graphql';
import type { PlannedOperation } from './Planner.ts';

/**
 * Plans so that all that a field of a mutation is asked for is told before the next field takes effect (GraphQL, "Serial Execution", 6.2.2).
 *
 * `@apollo/query-planner` 2.14 sends neighbours of one subgraph in one call, and asks other subgraphs after it: what they tell of the first field
 * is then as the last one has left it. Where others are asked, each field is planned by itself.
 *
 * @param document - its root fields in their order, those of one response key together.
 * @param plan - plans such a document by itself.
 */
export function planInTurn(
  document: DocumentNode,
  plan: (document: DocumentNode) => PlannedOperation,
): PlannedOperation {
  const whole = plan(document);
  const turns = turnsOf(document);
  if (turns.length < 2 || !mixesTurns(whole.plan)) return whole;
  const planned = turns.map((selections) => plan(withSelections(document, selections)));
  const nodes = planned.flatMap(({ plan: { node } }) => stepsOf(node));
  return {
    plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } },
    passes: Math.max(...planned.map(({ passes }) => passes)),
    unasked: planned.flatMap(({ unasked }) => unasked),
  };
}

/** The root selections of a mutation, those of one field together. */
function turnsOf(document: DocumentNode): readonly (readonly SelectionNode[])[] {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.MUTATION) return [];
  const turns = new Map<string, SelectionNode[]>();
  for (const node of operation.selectionSet.selections) {
    const key = keyOf(node);
    const turn = turns.get(key);
    if (turn === undefined) turns.set(key, [node]);
    else turn.push(node);
  }
  return [...turns.values()];
}

/** Conditions of one field that are written around it stand in a fragment for it alone. */
function keyOf(node: SelectionNode): string {
  if (node.kind === Kind.FIELD) return (node.alias ?? node.name).value;
  const [inner] = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections : [];
  return inner === undefined ? '' : keyOf(inner);
}

/** Whether one call has several fields done, and others are asked afterwards. */
function mixesTurns({ node }: QueryPlan): boolean {
  const fetches = node === undefined || node.kind === 'Subscription' ? [] : fetchesOf(node);
  const isOfContexts = fetches.some(({ contextRewrites = [] }) => contextRewrites.length > 0);
  return !isOfContexts && fetches.some(({ requires }) => requires !== undefined) && fetches.some(hasMany);
}

const hasMany = ({ requires, operationDocumentNode }: FetchNode): boolean =>
  requires === undefined && operationDocumentNode !== undefined && turnsOf(operationDocumentNode).length > 1;

function fetchesOf(node: PlanNode): readonly FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) =>
        clause === undefined ? [] : fetchesOf(clause),
      );
    case 'Defer':
      return [];
  }
}

/** Of a plan that is no subscription's. */
function stepsOf(node: QueryPlan['node']): readonly PlanNode[] {
  if (node === undefined || node.kind === 'Subscription') return [];
  return node.kind === 'Sequence' ? node.nodes : [node];
}

const withSelections = (document: DocumentNode, selections: readonly SelectionNode[]): DocumentNode =>
  visit(document, {
    OperationDefinition: (node) => ({
      ...node,
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    }),
  });
