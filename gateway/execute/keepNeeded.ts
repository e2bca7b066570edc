import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * What representations need for these fields: keys, and what those fields require.
 *
 * @param asked - names of fields of the entities.
 */
export function keepNeeded(
  requires: readonly QueryPlanSelectionNode[],
  asked: ReadonlySet<string>,
  { service, inputRewrites }: Pick<PlannedFetch, 'service' | 'inputRewrites'>,
  facts: SupergraphFacts,
): readonly QueryPlanSelectionNode[] {
  const needed = new Set([...asked].flatMap((name) => [...facts.requiredBy(service, name)]));
  const names = new Map(
    inputRewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
    ),
  );
  // Two fields may require parts of one: what is below it is looked at, too.
  const keep = (
    selections: readonly QueryPlanSelectionNode[],
    around: ReadonlySet<string>,
    above: string,
  ): QueryPlanSelectionNode[] =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'Field') {
        const path = above + (names.get(node.name) ?? node.name);
        const isOnlyRequired = facts.isRequiredIn(service, path) && !around.has(path);
        if (isOnlyRequired && !needed.has(path)) return [];
        return node.selections === undefined
          ? [node]
          : [{ ...node, selections: keep(node.selections, around, `${path}.`) }];
      }
      const { typeCondition } = node;
      const own = typeCondition === undefined || above !== '' ? [] : keysOf(typeCondition);
      return [{ ...node, selections: keep(node.selections, new Set([...around, ...own]), above) }];
    });
  const keysOf = (typeName: string): readonly string[] =>
    facts.keysOf(service, typeName).flatMap((key) => key.flatMap(pathsTo));
  // Conditions name the real type; an interface object is asked for by the keys of its interface.
  const vague = inputRewrites.flatMap((rewrite) =>
    rewrite.kind === 'ValueSetter' ? keysOf(String(rewrite.setValueTo)) : [],
  );
  return keep(requires, new Set(vague), '');
}

/** `['org', 'code']` is below `org`. */
const pathsTo = (leaf: readonly string[]): readonly string[] =>
  leaf.map((_, depth) => leaf.slice(0, depth + 1).join('.'));
