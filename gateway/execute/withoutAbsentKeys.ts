import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { JsonObject } from './JsonObject.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * A fetch that does not require of an entity the parts of keys that have not come, whatever the condition that they stand under: where the
 * planner asks for an interface's entities by one key and for those of a type by another, the type meets both.
 *
 * @returns the fetch itself where nothing is absent but what its fields require.
 */
export function withoutAbsentKeys(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
): PlannedFetch {
  // Who requires a field with arguments has given it a name of its own.
  const renamed = new Set(
    fetch.inputRewrites.flatMap(({ kind, path }) => (kind === 'KeyRenamer' ? [path.at(-1)] : [])),
  );
  let isWhole = true;
  const keep = (selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'InlineFragment') return [{ ...node, selections: keep(node.selections) }];
      const isKey = !renamed.has(node.name) && !facts.isRequiredIn(fetch.service, node.name);
      const isAbsent = isKey && readKey(entity, node.alias ?? node.name) === undefined;
      if (isAbsent) isWhole = false;
      return isAbsent ? [] : [node];
    });
  const requires = keep(fetch.requires ?? []);
  return isWhole ? fetch : { ...fetch, requires };
}
