import { type DocumentNode, visit } from 'graphql';

/** Names of the variables of a document. */
export function usedVariables(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}
