import { digitSum } from '../digitSum.ts';
import { yuanText } from '../yuanText.ts';
import type { ExchangeHabits } from './ExchangeHabits.ts';

const AMOUNT_WIDTH = 14;

/** The habits of one place, the same for ever. */
export function habitsOf(jurisdiction: string): ExchangeHabits {
  const sum = digitSum(jurisdiction);
  const pads = sum % 2 === 0;
  return {
    column: (text, width) => (pads ? text + ' '.repeat(Math.max(0, width - Array.from(text).length)) : text),
    amount: (fen) => (pads ? yuanText(fen).padStart(AMOUNT_WIDTH) : yuanText(fen)),
    personNumber: (number) => (sum % 3 === 0 ? number.toLowerCase() : number),
  };
}
