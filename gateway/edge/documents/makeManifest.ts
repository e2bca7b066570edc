import { Kind, parse } from 'graphql';
import { hashDocument } from './hashDocument.ts';

/**
 * Makes a manifest in Apollo's format out of documents, each under the SHA-256 of its text.
 *
 * @param documents - texts by the file that holds them.
 * @throws {RangeError} one line naming the file that holds no operation that can be parsed.
 */
export function makeManifest(documents: ReadonlyMap<string, string>): string {
  const operations = [...documents].map(([file, body]) => {
    const [operation] = operationsIn(body, file);
    return { id: hashDocument(body), name: operation?.name?.value ?? '', type: operation?.operation, body };
  });
  const distinct = [...new Map(operations.map((operation) => [operation.id, operation])).values()];
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: distinct };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function operationsIn(body: string, file: string) {
  try {
    const operations = parse(body).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (operations.length > 0) return operations;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new RangeError(`${file} cannot be parsed: ${reason}`, { cause: error });
  }
  throw new RangeError(`${file} holds no operation`);
}
