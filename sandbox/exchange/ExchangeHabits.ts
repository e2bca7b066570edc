/** How the business database of a centre hands out its values. */
export interface ExchangeHabits {
  /** Text of a CHAR column of this width, in characters. */
  readonly column: (text: string, width: number) => string;
  /** Fen as yuan. */
  readonly amount: (fen: bigint) => string;
  /** 公民身份号码. */
  readonly personNumber: (number: string) => string;
}
