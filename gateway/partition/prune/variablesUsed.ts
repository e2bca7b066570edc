import { type ASTNode, visit } from 'graphql';

/** The names of the variables that stand below a node. */
export function variablesUsed(node: ASTNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
}
