import { type DocumentNode, parse, print } from 'graphql';

/**
 * The same document by itself: neither its positions nor its names hold the text that it was read from, with all comments,
 * in memory.
 */
export const compactDocument = (document: DocumentNode): DocumentNode =>
  parse(print(document), { noLocation: true });
