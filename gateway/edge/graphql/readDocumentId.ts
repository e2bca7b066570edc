import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { isPlainObject } from './isPlainObject.ts';

const LONGEST = 256;

/**
 * Which document a request names: by `documentId` (GraphQL over HTTP, appendix on persisted documents), or as Apollo's
 * clients do, by the extension `persistedQuery`.
 *
 * @throws {HttpRefusal} 400
 */
export function readDocumentId({
  documentId,
  extensions,
}: Readonly<Record<string, unknown>>): string | undefined {
  const extension = isPlainObject(extensions) ? extensions['persistedQuery'] : undefined;
  if (extension === undefined || extension === null) return check(documentId, 'documentId');
  if (!isPlainObject(extension) || extension['version'] !== 1) {
    throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  }
  const hash = check(extension['sha256Hash'], 'extensions.persistedQuery.sha256Hash');
  return check(documentId, 'documentId') ?? hash;
}

function check(id: unknown, name: string): string | undefined {
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id === 'string' && id.length <= LONGEST) return id;
  throw refusal('BAD_REQUEST', `The parameter ${name} must be a text of at most ${LONGEST} characters`);
}

const refusal = (code: 'BAD_REQUEST' | 'PERSISTED_QUERY_NOT_SUPPORTED', message: string) =>
  new HttpRefusal(400, new TongbanError(code, message));
