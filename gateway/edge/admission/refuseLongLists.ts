import { type DocumentNode, visit } from 'graphql';
import { tooManyItems } from './tooManyItems.ts';

/** @throws {TongbanError} OPERATION_TOO_COSTLY for a list in a document's text with more than `limit` items. */
export function refuseLongLists(document: DocumentNode, limit: number): void {
  visit(document, {
    ListValue: ({ values }) => {
      if (values.length > limit) throw tooManyItems(limit);
    },
  });
}
