import { type GraphQLSchema, visit } from 'graphql';

/** All texts that directives of a supergraph are given for an argument of this name, in lists and lists of lists too. */
export function textsOfArgument(schema: GraphQLSchema, argument: string): readonly string[] {
  const texts = new Set<string>();
  for (const { astNode } of Object.values(schema.getTypeMap())) {
    if (astNode == null) continue;
    visit(astNode, {
      Argument: ({ name, value }) => {
        if (name.value !== argument) return;
        visit(value, { StringValue: (text) => void texts.add(text.value) });
      },
    });
  }
  return [...texts];
}
