import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { isNestedAtMost } from './isNestedAtMost.ts';

/**
 * Parses JSON from outside.
 *
 * @param what - names the text in the error.
 * @param nesting - levels of brackets that it may have.
 * @throws {HttpRefusal} 400
 */
export function parseJson(text: string, what: string, nesting: number): unknown {
  if (!isNestedAtMost(nesting, text)) {
    const error = new TongbanError('OPERATION_TOO_COSTLY', `${what} may nest ${nesting} levels deep at most`);
    throw new HttpRefusal(400, error);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal(400, new TongbanError('BAD_REQUEST', `${what} is not JSON`));
  }
}
