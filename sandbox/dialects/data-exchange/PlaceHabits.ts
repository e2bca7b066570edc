import { digitSum } from '../../digitSum.ts';

/** How the system of a place writes what all places have; which place has which habit never changes. */
export interface PlaceHabits {
  /** Text of a database column of this width, in characters. */
  column(text: string, width: number): string;
  division(code: string): string;
  /** 公民身份号码. */
  personNumber(number: string): string;
  /** 与户主关系 of GB/T 4761. */
  relation(code: string): string;
}

/** The habits of one place. */
export function placeHabits(jurisdiction: string): PlaceHabits {
  const sum = digitSum(jurisdiction);
  return {
    column: (text, width) =>
      sum % 2 === 1 ? text + ' '.repeat(Math.max(0, width - Array.from(text).length)) : text,
    division: (code) => (sum % 5 === 0 ? code.padEnd(12, '0') : code),
    personNumber: (number) => (sum % 3 === 0 ? number.toLowerCase() : number),
    relation: (code) => (sum % 4 === 0 && code === '02' ? '01' : code),
  };
}
