import { yuanText } from '../../yuanText.ts';
import { digitsOf } from './digitsOf.ts';
import type { SettlementNodeOptions } from './SettlementNodeOptions.ts';

/** How the hub of a centre writes what all centres have. */
export interface HubStyle {
  /** Text of a database column of this width, in characters. */
  column(text: string, width: number): string;
  /** An amount without its sign. */
  amount(fen: bigint): string;
  /** A day or month of the world in so many digits; `null` where there is none. */
  time(dayOrMonth: string | null, width: 6 | 8 | 14): string;
  /** 证件号码. */
  personNumber(number: string): string;
}

const YUAN_WIDTH = 14;
const FEN_DIGITS = 14;

/** Whether columns are padded, and a final x is small, is a matter of the province. */
export function hubStyle(
  jurisdiction: string,
  { amountUnit }: Pick<SettlementNodeOptions, 'amountUnit'>,
): HubStyle {
  const province = Number(jurisdiction.slice(0, 2));
  const pads = province % 4 >= 2;
  const column = (text: string, width: number) =>
    pads ? text + ' '.repeat(Math.max(0, width - Array.from(text).length)) : text;
  return {
    column,
    amount(signed) {
      const fen = signed < 0n ? -signed : signed;
      if (amountUnit === 'fen') return fen.toString().padStart(FEN_DIGITS, '0');
      return pads ? yuanText(fen).padStart(YUAN_WIDTH) : yuanText(fen);
    },
    time(dayOrMonth, width) {
      if (dayOrMonth !== null) return digitsOf(dayOrMonth);
      return amountUnit === 'fen' ? '0'.repeat(width) : column('', width);
    },
    personNumber: (number) => (province % 3 === 0 ? number.toLowerCase() : number),
  };
}
