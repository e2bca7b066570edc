import { Kind, parse } from 'graphql';

/**
 * What to do where it is not clear which operation of a document is meant, in the words of a command: a request has `operationName` for it.
 *
 * @param text - of the document, which can be parsed.
 */
export function adviseOnOperations(text: string, chosen: string | undefined): string {
  const operations = parse(text).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) return 'There is no operation in this document';
  const names = operations.flatMap((node) => ('name' in node ? (node.name?.value ?? []) : []));
  const count = `There are ${operations.length} operations in this document`;
  if (chosen !== undefined) {
    const others = names.length === 0 ? 'none has a name' : `it has ${names.join(', ')}`;
    return `There is no operation ${chosen} in this document; ${others}`;
  }
  return names.length === 0
    ? `${count}, and none has a name that --operation could choose it by`
    : `${count}; choose one with --operation NAME (${names.join(', ')})`;
}
