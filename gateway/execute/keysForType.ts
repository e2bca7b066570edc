import type { PlannedFetch } from './PlannedFetch.ts';
import type { EntityKey, SupergraphFacts } from './SupergraphFacts.ts';

/** The keys by which the fetch's subgraph may be asked for an entity of this type. */
export function keysForType(
  fetch: PlannedFetch,
  typeName: string,
  facts: SupergraphFacts,
): readonly EntityKey[] {
  return (fetch.requires ?? []).flatMap((selection) =>
    selection.kind === 'InlineFragment' &&
    selection.typeCondition !== undefined &&
    facts.meets(typeName, selection.typeCondition)
      ? facts.keysOf(fetch.service, selection.typeCondition)
      : [],
  );
}
