import { type ConstDirectiveNode, type FieldNode, Kind } from 'graphql';

/** No document that was parsed from a text can hold it: its name is no name. */
const MARK: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: '!denied' } };

/** A field that is answered with an error; what was asked below it is gone. A copy of the node stays marked. */
export const deniedMark = {
  put: ({ selectionSet: _, ...node }: FieldNode): FieldNode => ({
    ...node,
    directives: [...(node.directives ?? []), MARK],
  }),
  isOn: ({ directives = [] }: FieldNode): boolean =>
    directives.some(({ name }) => name.value === MARK.name.value),
};
