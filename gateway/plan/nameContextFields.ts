import {
  type ConstDirectiveNode,
  Kind,
  type ObjectValueNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { ContextReader } from './ContextReader.ts';
import { onType } from './onType.ts';

/** Gives names to the fields of a selection on a type; adds those names to `names`. */
type Rename = (selectionSet: SelectionSetNode, typeName: string, names: Set<string>) => SelectionSetNode;

/**
 * A `join__field` whose contexts read fields under names of their own, where they need them; selections of such contexts
 * are written by type.
 *
 * @param readers - gets what is read so.
 */
export function nameContextFields(
  directive: ConstDirectiveNode,
  setters: ReadonlyMap<string, ReadonlySet<string>>,
  rename: Rename,
  readers: ContextReader[],
): ConstDirectiveNode {
  if (directive.name.value !== 'join__field') return directive;
  return visit(directive, {
    ObjectValue: (node) => {
      const types = setters.get(textOf(node, 'context'));
      const selectionSet = parseSelection(textOf(node, 'selection'));
      if (types === undefined || selectionSet === undefined) return undefined;
      const names = new Set<string>();
      const renamed = rename(byType(selectionSet, types), '', names);
      if (names.size === 0) return undefined;
      readers.push({ setters: types, selectionSet: renamed });
      const value = { kind: Kind.STRING, value: renamed.selections.map(print).join(' ') } as const;
      const fields = node.fields.map((field) =>
        field.name.value === 'selection' ? { ...field, value } : field,
      );
      return { ...node, fields };
    },
  });
}

function byType({ selections }: SelectionSetNode, types: ReadonlySet<string>): SelectionSetNode {
  const isByType = selections.some(({ kind }) => kind === Kind.INLINE_FRAGMENT);
  const written: readonly SelectionNode[] = isByType
    ? selections
    : [...types].map((type) => onType(type, ...selections));
  return { kind: Kind.SELECTION_SET, selections: written };
}

function textOf({ fields }: ObjectValueNode, key: string): string {
  const value = fields.find(({ name }) => name.value === key)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

function parseSelection(text: string): SelectionSetNode | undefined {
  if (text.trim() === '') return undefined;
  const [definition] = parse(text.trim().startsWith('{') ? text : `{${text}}`, {
    noLocation: true,
  }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}
