import { InvalidArgumentError } from 'commander';
import { type DivisionCode, parseDivisionCode } from '../domain/divisionCode.ts';

/** Reads a division code of the command line: 2, 4, 6, 9 or 12 digits. */
export function readDivision(text: string): DivisionCode {
  try {
    return parseDivisionCode(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof RangeError ? error.message : 'must be a division code');
  }
}
