import { digitSum } from '../../digitSum.ts';
import type { FundSiteOptions } from './FundSiteOptions.ts';

/** How the system of a centre writes what all centres have. */
export interface CentreHabits {
  /** Text of a database column of this width, in characters. */
  column(text: string, width: number): string;
  /** An amount that is already text. */
  amount(yuan: string): string;
  /** 证件号码. */
  personNumber(number: string): string;
  /** A ratio, from hundredths of a per cent. */
  ratio(bp: number): string;
}

const AMOUNT_WIDTH = 14;

/** The habits of one centre. */
export function centreHabits(jurisdiction: string, ratioUnit: FundSiteOptions['ratioUnit']): CentreHabits {
  const sum = digitSum(jurisdiction);
  const pads = sum % 2 === 0;
  return {
    column: (text, width) => (pads ? text + ' '.repeat(Math.max(0, width - Array.from(text).length)) : text),
    amount: (yuan) => (pads ? yuan.padStart(AMOUNT_WIDTH) : yuan),
    personNumber: (number) => (sum % 3 === 0 ? number.toLowerCase() : number),
    ratio: (bp) => (ratioUnit === 'percent' ? (bp / 100).toFixed(2) : (bp / 10_000).toFixed(4)),
  };
}
