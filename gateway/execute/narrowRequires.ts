import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';
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
  const needed = new Set([...asked].flatMap((name) => [...facts.requiredBy(fetch.service, name)]));
  const names = new Map(
    fetch.inputRewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
    ),
  );
  const keep = (selections: readonly QueryPlanSelectionNode[], keys: ReadonlySet<string>) =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'Field') {
        const name = names.get(node.name) ?? node.name;
        const isOnlyRequired = facts.isRequiredIn(fetch.service, name) && !keys.has(name);
        return isOnlyRequired && !needed.has(name) ? [] : [node];
      }
      const { typeCondition } = node;
      const own = typeCondition === undefined ? [] : facts.keysOf(fetch.service, typeCondition);
      const inner = new Set([...keys, ...own.flatMap((key) => key.map(([first = '']) => first))]);
      return [{ ...node, selections: keep(node.selections, inner) }];
    });
  return keep(requires, new Set());
}
