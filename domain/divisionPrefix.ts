import type { DivisionCode } from './divisionCode.ts';

/** What the codes of a division and of all that lies in it begin with: 43 of 430000, 4307 of 430700 (GB/T 2260). */
export const divisionPrefix = (division: DivisionCode): string => division.replace(/(00)+$/, '');
