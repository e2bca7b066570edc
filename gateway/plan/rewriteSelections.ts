import type { FetchNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { LocalMembers } from './LocalMembers.ts';

/** Where a selection of a fetch stands. */
export interface SelectionPlace {
  /** Response keys of the operation, joined by spaces. */
  readonly place: string;
  readonly typeName: string;
  /** Whether it is all that is asked of a field, and no fragment within it. */
  readonly isWhole: boolean;
  /** Keys of the fetch → keys of the operation, where they differ. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What a fetch sends, with each selection as `rewrite` returns it; inner ones first. */
export function rewriteSelections(
  fetch: FetchNode,
  path: readonly string[],
  members: LocalMembers,
  rewrite: (set: SelectionSetNode, place: SelectionPlace) => SelectionSetNode,
): DocumentNode | undefined {
  const { serviceName, operationDocumentNode: document } = fetch;
  const renamed = new Map<string, string>();
  for (const step of fetch.outputRewrites ?? []) {
    if (step.kind === 'KeyRenamer') renamed.set(String(step.path.at(-1)), step.renameKeyTo);
  }
  const walk = (
    set: SelectionSetNode,
    at: readonly string[],
    typeName: string,
    isWhole: boolean,
  ): SelectionSetNode => {
    const selections = set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = node.typeCondition?.name.value ?? typeName;
        return { ...node, selectionSet: walk(node.selectionSet, at, inner, false) };
      }
      const name = node.name.value;
      if (name === '_entities')
        return { ...node, selectionSet: walk(node.selectionSet, at, '_Entity', false) };
      const below = members.typeBelow(serviceName, typeName, name);
      if (below === undefined) return node;
      const key = node.alias?.value ?? name;
      return {
        ...node,
        selectionSet: walk(node.selectionSet, [...at, renamed.get(key) ?? key], below, true),
      };
    });
    return rewrite({ ...set, selections }, { place: at.join(' '), typeName, isWhole, renamed });
  };
  return (
    document &&
    visit(document, {
      OperationDefinition: (node) => {
        const root = members.rootOf(serviceName, node.operation);
        return root === undefined
          ? false
          : { ...node, selectionSet: walk(node.selectionSet, path, root, false) };
      },
      Field: () => false,
    })
  );
}
