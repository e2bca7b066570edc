import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';

/**
 * The only row where there may be one at most; `null` where there is none.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for more: nobody could say which of them is right.
 */
export function atMostOne<T>(rows: readonly T[], jurisdiction: DivisionCode): T | null {
  if (rows.length > 1)
    throw badResponse(jurisdiction, 'answered with several rows where there is one at most');
  return rows[0] ?? null;
}
