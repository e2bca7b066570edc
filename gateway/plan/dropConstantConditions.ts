import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The operation without conditions that are written out: what `@skip(if: true)` or `@include(if: false)` leaves out is gone, and the
 * others of that kind stand nowhere.
 *
 * `@apollo/query-planner` 2.14 forgets them below a condition with a variable, and asks for what is left out: it may fail, or
 * require what nobody tells.
 */
export function dropConstantConditions(document: DocumentNode): DocumentNode {
  const keep = <T extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: T) => {
    const directives = node.directives ?? [];
    if (directives.some((one) => constantOf(one) === false)) return null;
    const others = directives.filter((one) => constantOf(one) === undefined);
    return others.length === directives.length ? undefined : { ...node, directives: others };
  };
  return visit(document, {
    Field: keep,
    InlineFragment: keep,
    FragmentSpread: keep,
    SelectionSet: {
      // What is left of an object is that it is there.
      leave: (node) => (node.selections.length > 0 ? undefined : { ...node, selections: [TYPE_NAME] }),
    },
  });
}

/** Whether a condition holds for all requests; `undefined` where a variable says so, and for other directives. */
function constantOf({ name, arguments: given = [] }: DirectiveNode): boolean | undefined {
  const value = given.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind !== Kind.BOOLEAN) return undefined;
  if (name.value === 'include') return value.value;
  return name.value === 'skip' ? !value.value : undefined;
}
