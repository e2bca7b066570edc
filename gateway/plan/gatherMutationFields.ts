import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { inlineFragments } from './inlineFragments.ts';

/**
 * A mutation whose root fields stand in the order in which they are executed, those of one response key together.
 *
 * `@apollo/query-planner` 2.14 takes fragments at the root after the fields beside them, and cuts the operation where
 * the subgraph changes: fields would take effect in another order, and one that is written twice, which is one field
 * (GraphQL, "Field Collection", 6.3.2), would be sent twice.
 */
export function gatherMutationFields(document: DocumentNode): DocumentNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.MUTATION) return document;
  const fields = rootFields(inlineFragments(document));
  const selections = [...new Set(fields.map(({ key }) => key))].flatMap((key) =>
    fields.filter((field) => field.key === key).map(({ node }) => node),
  );
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  });
}

interface RootField {
  readonly key: string;
  readonly node: SelectionNode;
}

function rootFields({ definitions }: DocumentNode): readonly RootField[] {
  const collect = (set: SelectionSetNode, outer: readonly (readonly DirectiveNode[])[]): RootField[] =>
    set.selections.flatMap((node): RootField[] => {
      const { directives = [] } = node;
      if (node.kind === Kind.FIELD) {
        return [{ key: (node.alias ?? node.name).value, node: withConditions(node, outer) }];
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      return collect(node.selectionSet, directives.length === 0 ? outer : [...outer, directives]);
    });
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? collect(node.selectionSet, []) : [],
  );
}

/** The conditions of fragments become the field's own, where it has none of that kind. */
function withConditions(field: FieldNode, outer: readonly (readonly DirectiveNode[])[]): SelectionNode {
  const all = [...outer.flat(), ...(field.directives ?? [])];
  const names = all.map(({ name }) => name.value);
  if (new Set(names).size === names.length) return { ...field, directives: all };
  return outer.reduceRight<SelectionNode>(
    (inner, directives) => ({
      kind: Kind.INLINE_FRAGMENT,
      directives,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] },
    }),
    field,
  );
}
