import { type DocumentNode, visit } from 'graphql';

/** How many nodes a syntax tree has: what it takes of memory goes by that. */
export function countNodes(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    enter: () => {
      count++;
    },
  });
  return count;
}
