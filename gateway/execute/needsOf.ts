import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { EntityField } from './EntityField.ts';
import { keepNeeded } from './keepNeeded.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readEntityFields } from './readEntityFields.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

export interface NeedingField extends EntityField {
  /** What a representation must hold for this field alone. */
  readonly needs: readonly QueryPlanSelectionNode[];
}

/** What representations of a fetch must hold, and what for. */
export interface Needs {
  readonly keys: readonly QueryPlanSelectionNode[];
  readonly fields: readonly NeedingField[];
}

/** By what is required, which others may have narrowed. */
const read = new WeakMap<readonly QueryPlanSelectionNode[], Needs>();

/** Reads them once for each fetch. */
export function needsOf(fetch: PlannedFetch, facts: SupergraphFacts): Needs {
  const requires = fetch.requires ?? [];
  const before = read.get(requires);
  if (before !== undefined) return before;
  const fields = readEntityFields(fetch.document).filter(({ node }) => node.name.value !== '__typename');
  const needs = {
    keys: keepNeeded(requires, [], fetch, facts),
    fields: fields.map((field) => ({ ...field, needs: keepNeeded(requires, [field], fetch, facts) })),
  };
  read.set(requires, needs);
  return needs;
}
