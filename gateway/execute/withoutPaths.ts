import { Kind, print, type SelectionNode, type SelectionSetNode, stripIgnoredCharacters } from 'graphql';
import type { PlannedFetch } from './PlannedFetch.ts';
import { usedVariables } from './usedVariables.ts';
import { withoutFields } from './withoutFields.ts';

/** A selection may not be empty. */
const TYPE_NAME: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A fetch without some fields.
 *
 * @param dropped - the paths of these, in keys of the fetch below its objects, as `JSON.stringify` writes them.
 * @param kept - of what is asked of its objects themselves: the keys that stay; `null` for all.
 */
export function withoutPaths(
  fetch: PlannedFetch,
  dropped: ReadonlySet<string>,
  kept: ReadonlySet<string> | null,
): PlannedFetch {
  const keep = (set: SelectionSetNode, path: readonly string[]): SelectionSetNode => {
    const selections = set.selections.flatMap((node): SelectionNode[] => {
      // Plans name no fragments.
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.INLINE_FRAGMENT)
        return [{ ...node, selectionSet: keep(node.selectionSet, path) }];
      const key = (node.alias ?? node.name).value;
      const below = [...path, key];
      const isOther = path.length === 0 && kept !== null && !kept.has(key) && key !== '__typename';
      if (isOther || dropped.has(JSON.stringify(below))) return [];
      const { selectionSet } = node;
      return [selectionSet === undefined ? node : { ...node, selectionSet: keep(selectionSet, below) }];
    });
    return { ...set, selections: selections.length === 0 ? [TYPE_NAME] : selections };
  };
  const keepEntities = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((node) =>
      node.kind === Kind.FIELD && node.selectionSet
        ? { ...node, selectionSet: keep(node.selectionSet, []) }
        : node,
    ),
  });
  const definitions = fetch.document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? {
          ...node,
          selectionSet:
            fetch.requires === null ? keep(node.selectionSet, []) : keepEntities(node.selectionSet),
        }
      : node,
  );
  // What only those fields used is no variable any more.
  const document = withoutFields({ ...fetch.document, definitions }, new Set());
  const used = usedVariables(document);
  return {
    ...fetch,
    document,
    query: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
  };
}
