import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * The error of an answer that breaks its contract.
 *
 * @param what - completes "430000 …", in our words: parsers' own messages quote the text and would leak it.
 */
export function badResponse(jurisdiction: DivisionCode, what: string): TongbanError {
  return new TongbanError('JURISDICTION_BAD_RESPONSE', `${jurisdiction} ${what}`, { jurisdiction });
}
