import { type DivisionCode, parseDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Reads a division code that a client gave.
 *
 * @param argument - the name of the argument, for the error.
 * @param value - as it came: the scalar lets numbers and booleans through.
 * @throws {TongbanError} BAD_USER_INPUT naming the argument, without its value.
 */
export function parseDivisionArgument(argument: string, value: unknown): DivisionCode {
  try {
    return parseDivisionCode(typeof value === 'string' ? value : '');
  } catch (error) {
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${argument} must be a division code of 2, 4, 6, 9 or 12 digits`,
      {
        cause: error,
      },
    );
  }
}
