/** One data row of an exchange table, as its columns come: padded with blanks. */
export interface ExchangeRow {
  /** 序号, a number as text. */
  readonly xh: string;
  readonly sjlx: string;
  /** `null` where it is larger than any content may be: it was not fetched then. */
  readonly sjnr: string | null;
  readonly zjhm: string;
  readonly czlx: string;
  /** 创建时间; `null` where it is none that a clock could show, as `infinity`: nothing is decided by it. */
  readonly cjsj: Date | null;
  /** The database's clock when the row was taken. */
  readonly takenAt: Date;
}
