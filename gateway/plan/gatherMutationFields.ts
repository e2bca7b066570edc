import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';
import { isIncluded } from '../execute/isIncluded.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { type MutationField, mutationFields } from './mutationFields.ts';

const TYPE_NAME: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A mutation whose root fields stand in the order in which they are executed, those of one response key together.
 *
 * `@apollo/query-planner` 2.14 takes fragments at the root after the fields beside them, and cuts the operation where
 * the subgraph changes: fields would take effect in another order, and one that is written twice, which is one field
 * (GraphQL, "Field Collection", 6.3.2), would be sent twice.
 *
 * @param values - of the variables, where the order depends on them: only what they include is left.
 */
export function gatherMutationFields(document: DocumentNode, values?: Readonly<JsonObject>): DocumentNode {
  const fields = mutationFields(document);
  if (fields === null) return document;
  const included = values === undefined ? fields : fields.filter((field) => isTaken(field, values));
  const selections = [...new Set(included.map(({ key }) => key))].flatMap((key) =>
    included.filter((field) => field.key === key).map(({ node, outer }) => withConditions(node, outer)),
  );
  const asked = selections.length === 0 ? [TYPE_NAME] : selections;
  return visit(document, {
    OperationDefinition: (node) => ({
      ...node,
      selectionSet: { kind: Kind.SELECTION_SET, selections: asked },
    }),
  });
}

const isTaken = ({ node, outer }: MutationField, values: Readonly<JsonObject>): boolean =>
  [...outer, node.directives].every((directives) => isIncluded(directives, values));

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
