import type { PlanNode } from '@apollo/query-planner';
import { readEntityFields } from '../execute/readEntityFields.ts';
import { usedVariables } from '../execute/usedVariables.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { rewriteFetches } from './rewriteFetches.ts';

/**
 * Whether somebody reads a context within a call that may have to tell first what the context is made of (`$order { weight }`,
 * `weight` requires `items { grams }`, and it is an item that reads it, asked for with the list of items): neither would ever come.
 */
export function awaitsItself(plan: PlanNode, { fields }: NamedRequirements): boolean {
  let isFound = false;
  rewriteFetches(plan, (fetch) => {
    const { contextRewrites = [], operationDocumentNode: document } = fetch;
    const made = contextRewrites.filter(({ path }) => path.some((step) => fields.get(step)?.isReady));
    if (made.length > 0 && document !== undefined) {
      const within = readEntityFields(document).flatMap(({ node }) => node.selectionSet ?? []);
      const used = new Set(within.flatMap((selectionSet) => [...usedVariables(selectionSet)]));
      isFound ||= made.some(({ renameKeyTo }) => used.has(renameKeyTo));
    }
    return fetch;
  });
  return isFound;
}
