import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { GraphqlParameters } from './GraphqlParameters.ts';
import { parseJson } from './parseJson.ts';
import { toParameters } from './toParameters.ts';

const TEXTS = ['query', 'operationName', 'documentId'];
const JSONS = ['variables', 'extensions'];

/**
 * Reads the parameters of a GET.
 *
 * @param search - what follows the question mark.
 * @throws {HttpRefusal} 400 for anything but one GraphQL request.
 */
export function parseSearch(search: string, limits: EdgeLimits): GraphqlParameters {
  const parameters = new URLSearchParams(search);
  const given: Record<string, unknown> = {};
  for (const name of [...TEXTS, ...JSONS]) {
    const [value, ...others] = parameters.getAll(name);
    if (others.length > 0) {
      throw new HttpRefusal(400, new TongbanError('BAD_REQUEST', `The parameter ${name} is given twice`));
    }
    if (value === undefined || value === '') continue;
    given[name] = TEXTS.includes(name) ? value : parseJson(value, `The parameter ${name}`, limits.nesting);
  }
  return toParameters(given, limits.variables);
}
