import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';

/**
 * Makes sure that nothing was given twice: a balance shown twice is a wrong balance.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE`.
 */
export function expectDistinct(numbers: readonly string[], jurisdiction: DivisionCode): void {
  if (new Set(numbers).size < numbers.length) throw badResponse(jurisdiction, 'gave the same row twice');
}
