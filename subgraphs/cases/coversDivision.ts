import type { DivisionCode } from '../../domain/divisionCode.ts';
import { divisionPrefix } from '../../domain/divisionPrefix.ts';

/** Whether a division is another one or lies in it: 430000 covers 430700, and 430700 covers 430702. */
export function coversDivision(outer: DivisionCode, inner: DivisionCode): boolean {
  return inner.startsWith(divisionPrefix(outer));
}
