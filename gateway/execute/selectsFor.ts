import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';
import { operationOf } from './operationOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * Whether an entity fetch asks anything of a type under these variables.
 *
 * The planner puts all types of a place into one fetch, so `@skip` and `@include` may leave nothing of one of them:
 * asking about its entities would cost a call, and perhaps an error, for fields that nobody wants.
 */
export function selectsFor(
  fetch: PlannedFetch,
  typeName: string,
  variables: Readonly<JsonObject>,
  facts: SupergraphFacts,
): boolean {
  // An entity that is asked about as an interface may turn out to be any of its types.
  const meets = (condition: string | undefined) =>
    condition === undefined || facts.meets(typeName, condition) || facts.meets(condition, typeName);
  const selects = (selectionSet: SelectionSetNode | undefined): boolean =>
    selectionSet?.selections.some((node) => {
      if (!isIncluded(node.directives, variables)) return false;
      if (node.kind === Kind.FIELD) return true;
      // Plans name no fragments.
      if (node.kind !== Kind.INLINE_FRAGMENT) return false;
      return meets(node.typeCondition?.name.value) && selects(node.selectionSet);
    }) ?? false;
  const entities = operationOf(fetch.document)?.selectionSet.selections[0];
  return entities?.kind !== Kind.FIELD || selects(entities.selectionSet);
}
