import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';
import { keepNeeded } from './keepNeeded.ts';
import { operationOf } from './operationOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * What representations need under these variables.
 *
 * The planner fetches what a field requires under the conditions of that field, and puts the field into one fetch with
 * unconditional ones: without this, these would wait for what nobody asks for.
 */
export function narrowRequires(
  fetch: PlannedFetch,
  variables: Readonly<JsonObject>,
  facts: SupergraphFacts,
): readonly QueryPlanSelectionNode[] {
  const requires = fetch.requires ?? [];
  const asked = new Set<string>();
  const collect = (selectionSet: SelectionSetNode | undefined): void => {
    for (const node of selectionSet?.selections ?? []) {
      if (!isIncluded(node.directives, variables)) continue;
      if (node.kind === Kind.FIELD) asked.add(node.name.value);
      else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
    }
  };
  const [entities] = operationOf(fetch.document)?.selectionSet.selections ?? [];
  if (entities?.kind !== Kind.FIELD) return requires;
  collect(entities.selectionSet);
  return keepNeeded(requires, asked, fetch, facts);
}
