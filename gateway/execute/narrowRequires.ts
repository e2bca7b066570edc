import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';
import { keepNeeded } from './keepNeeded.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readEntityFields } from './readEntityFields.ts';
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
  const asked = readEntityFields(fetch.document, ({ directives }) => isIncluded(directives, variables));
  return keepNeeded(fetch.requires ?? [], asked, fetch, facts);
}
