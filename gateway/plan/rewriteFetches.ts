import type { FetchNode, PlanNode } from '@apollo/query-planner';

/**
 * The plan with each fetch as `rewrite` returns it.
 *
 * @param rewrite - told the place of the fetch: response keys, without lists and types.
 */
export function rewriteFetches(
  node: PlanNode,
  rewrite: (fetch: FetchNode, path: readonly string[]) => PlanNode,
  path: readonly string[] = [],
): PlanNode {
  const below = (child: PlanNode, at = path): PlanNode => rewriteFetches(child, rewrite, at);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => below(child)) };
    case 'Flatten': {
      const keys = node.path
        .map((step) => String(step).replace(/\|\[.*\]$/, ''))
        .filter((key) => key !== '@' && key !== '');
      return { ...node, node: below(node.node, keys) };
    }
    case 'Condition': {
      const { kind, condition, ifClause, elseClause } = node;
      return {
        kind,
        condition,
        ...(ifClause && { ifClause: below(ifClause) }),
        ...(elseClause && { elseClause: below(elseClause) }),
      };
    }
    case 'Fetch':
      return rewrite(node, path);
    case 'Defer':
      return node;
  }
}
