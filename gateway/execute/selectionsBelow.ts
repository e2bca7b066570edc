import type { QueryPlanSelectionNode } from '@apollo/query-planner';

/** What a plan's selections select below some keys, whatever the types of the objects; `null` where they lead to nothing. */
export function selectionsBelow(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
): readonly QueryPlanSelectionNode[] | null {
  let found: readonly QueryPlanSelectionNode[] = selections;
  for (const key of path) {
    const nodes = fieldsIn(found).filter((node) => (node.alias ?? node.name) === key);
    if (nodes.length === 0) return null;
    found = nodes.flatMap((node) => node.selections ?? []);
  }
  return found;
}

type Field = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;

const fieldsIn = (selections: readonly QueryPlanSelectionNode[]): readonly Field[] =>
  selections.flatMap((node) => (node.kind === 'Field' ? [node] : fieldsIn(node.selections)));
