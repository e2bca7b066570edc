import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { GraphqlParameters } from './GraphqlParameters.ts';
import { isPlainObject } from './isPlainObject.ts';
import { readDocumentId } from './readDocumentId.ts';

/**
 * Checks the parameters of a request.
 *
 * @param maxVariables - variables that it may hold.
 * @throws {HttpRefusal} 400 naming the parameter.
 */
export function toParameters(
  given: Readonly<Record<string, unknown>>,
  maxVariables: number,
): GraphqlParameters {
  const { query, operationName, variables = null, extensions = null } = given;
  const documentId = readDocumentId(given);
  const isNamed = documentId !== undefined && (query === undefined || query === null || query === '');
  if (!isNamed && (typeof query !== 'string' || query === '')) {
    throw refusal('BAD_REQUEST', 'The parameter query must be a text, not empty');
  }
  if (typeof (operationName ?? '') !== 'string') {
    throw refusal('BAD_REQUEST', 'The parameter operationName must be a text');
  }
  if (variables !== null && !isPlainObject(variables)) {
    throw refusal('BAD_REQUEST', 'The parameter variables must be an object');
  }
  if (extensions !== null && !isPlainObject(extensions)) {
    throw refusal('BAD_REQUEST', 'The parameter extensions must be an object');
  }
  if (variables !== null && Object.keys(variables).length > maxVariables) {
    throw refusal('OPERATION_TOO_COSTLY', `A request may hold ${maxVariables} variables at most`);
  }
  return {
    query: typeof query === 'string' && query !== '' ? query : undefined,
    documentId,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
    variables: variables ?? {},
  };
}

function refusal(code: 'BAD_REQUEST' | 'OPERATION_TOO_COSTLY', message: string): HttpRefusal {
  return new HttpRefusal(400, new TongbanError(code, message));
}
