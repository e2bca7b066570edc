import { parse } from 'graphql';
import { isPlainObject } from '../graphql/isPlainObject.ts';
import { repeatedMember } from './repeatedMember.ts';

/** A document as a manifest names it. */
export interface ManifestEntry {
  readonly id: string;
  readonly text: string;
}

const APOLLO_FORMAT = 'apollo-persisted-query-manifest';

/**
 * Reads a manifest: Apollo's `apollo-persisted-query-manifest` of version 1, or a JSON object of texts by id.
 *
 * @param file - names it in the error.
 * @throws {RangeError} one line: where it is broken, and that nothing of it is used.
 */
export function readManifest(json: string, file: string): readonly ManifestEntry[] {
  const refuse = (reason: string) => new RangeError(`${file} is no manifest of documents: ${reason}`);
  const content = parseJson(json);
  if (!isPlainObject(content)) throw refuse('it is not a JSON object');
  const repeated = repeatedMember(json);
  if (repeated !== null) throw refuse(`"${repeated.slice(0, 80)}" stands there twice`);
  const entries = 'format' in content ? readApollo(content) : Object.entries(content).filter(isNoRevision);
  if (entries === null)
    throw refuse(`expected the format ${APOLLO_FORMAT}, version 1, with a list of operations`);
  const ids = new Map<string, string>();
  for (const [index, [id, text]] of entries.entries()) {
    const name = typeof id === 'string' && id !== '' ? `"${id.slice(0, 80)}"` : `number ${index + 1}`;
    if (typeof id !== 'string' || id === '') throw refuse(`document ${name} has no id`);
    if (typeof text !== 'string') throw refuse(`document ${name} has no text`);
    if ((ids.get(id) ?? text) !== text) throw refuse(`the id ${name} stands for two different documents`);
    if (!isDocument(text)) throw refuse(`document ${name} cannot be parsed`);
    ids.set(id, text);
  }
  return [...ids].map(([id, text]) => ({ id, text }));
}

/** Which one this is; a text may be called so nevertheless. */
const isNoRevision = ([id, text]: readonly [string, unknown]): boolean =>
  id !== 'revision' || typeof text !== 'number';

function readApollo(content: Readonly<Record<string, unknown>>): (readonly [unknown, unknown])[] | null {
  const { format, version, operations } = content;
  if (format !== APOLLO_FORMAT || version !== 1 || !Array.isArray(operations)) return null;
  return operations.map((operation: unknown) =>
    isPlainObject(operation) ? [operation['id'], operation['body']] : [undefined, undefined],
  );
}

function parseJson(json: string): unknown {
  try {
    // Windows marks the order of bytes, which is white space to JavaScript and not to JSON.
    return JSON.parse(json.trimStart());
  } catch {
    return undefined;
  }
}

function isDocument(text: string): boolean {
  try {
    parse(text, { noLocation: true });
    return true;
  } catch {
    return false;
  }
}
