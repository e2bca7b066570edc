import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PROVINCES } from '../../../domain/provinces.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';

const MAX_DIVISIONS = 100;
const ALL_PROVINCES = PROVINCES.map(({ code }) => parseDivisionCode(code));

/**
 * Reads the divisions that a client gave, each once, by default all of province level.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument, for too many or one of another form.
 */
export function parseDivisionList(
  argument: string,
  values: readonly unknown[] | null | undefined,
): readonly DivisionCode[] {
  if (values === null || values === undefined) return ALL_PROVINCES;
  if (values.length > MAX_DIVISIONS)
    throw new TongbanError('BAD_USER_INPUT', `${argument} must be at most ${MAX_DIVISIONS}`);
  return [...new Set(values.map((value) => parseDivisionArgument(argument, value)))];
}
