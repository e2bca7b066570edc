import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { isNestedAtMost } from './isNestedAtMost.ts';
import { tooDeep } from './tooDeep.ts';

/**
 * Parses JSON from outside.
 *
 * @param what - names the text in the error.
 * @param nesting - levels of brackets that it may have.
 * @throws {HttpRefusal} 400
 */
export function parseJson(text: string, what: string, nesting: number): unknown {
  if (!isNestedAtMost(nesting, text)) throw tooDeep(what, nesting);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal(400, new TongbanError('BAD_REQUEST', `${what} is not JSON`));
  }
}
