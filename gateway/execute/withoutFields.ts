import { type DocumentNode, type FieldNode, visit } from 'graphql';

/** What a fetch sends without these fields, and without the variables that only they use. */
export function withoutFields(document: DocumentNode, dropped: ReadonlySet<FieldNode>): DocumentNode {
  const narrowed = visit(document, {
    Field: (node) => (dropped.has(node) ? null : undefined),
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
  const used = new Set<string>();
  visit(narrowed, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(narrowed, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
}
