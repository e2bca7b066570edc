import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';

/** The county of a code of 6 or 12 digits; `null` where it lies in no province that we know. */
export function toDivision(code: string): DivisionCode | null {
  const county = code.slice(0, 6);
  return isDivisionCode(county) ? county : null;
}
