import { type ASTNode, visit } from 'graphql';

/** Names of the variables in a document, or in a part of one. */
export function usedVariables(node: ASTNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(node, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}
