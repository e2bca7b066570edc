import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { RequiredKey } from './RequiredKey.ts';
import { rewriteFetches } from './rewriteFetches.ts';

/** What the fetches of a plan need for their representations, by place: response keys, joined by spaces. */
export function readRequiredKeys(node: PlanNode): ReadonlyMap<string, readonly RequiredKey[]> {
  const required = new Map<string, RequiredKey[]>();
  const read = (
    selections: readonly QueryPlanSelectionNode[],
    path: readonly string[],
    condition: string | undefined,
  ): void => {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') {
        read(selection.selections, path, selection.typeCondition ?? condition);
        continue;
      }
      const key = selection.alias ?? selection.name;
      const place = path.join(' ');
      const here = required.get(place) ?? [];
      required.set(place, here);
      here.push({ condition, key });
      read(selection.selections ?? [], [...path, key], undefined);
    }
  };
  rewriteFetches(node, (fetch, path) => {
    read(fetch.requires ?? [], path, undefined);
    return fetch;
  });
  return required;
}
