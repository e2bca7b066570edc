import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { GraphqlParameters } from './GraphqlParameters.ts';
import { isPlainObject } from './isPlainObject.ts';
import { parseJson } from './parseJson.ts';
import { toParameters } from './toParameters.ts';

/**
 * Reads the parameters of a POST.
 *
 * @throws {HttpRefusal} 400 for anything but one GraphQL request.
 */
export function parseBody(text: string, limits: EdgeLimits): GraphqlParameters {
  const body = parseJson(text, 'The body', limits.nesting);
  if (Array.isArray(body)) throw refusal('Batches are not answered: send one operation per request');
  if (!isPlainObject(body)) throw refusal('The body must be a JSON object');
  return toParameters(body, limits.variables);
}

const refusal = (message: string) => new HttpRefusal(400, new TongbanError('BAD_REQUEST', message));
