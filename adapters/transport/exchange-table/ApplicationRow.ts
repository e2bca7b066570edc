/** A request row of ours as it stands in the table; columns come padded with blanks. */
export interface ApplicationRow {
  readonly qqlx: string;
  readonly qqnr: string;
  readonly zjhm: string;
  readonly czlx: string;
  /** 处理状态: 0 未处理, 1 已领取, 2 成功, 9 失败. */
  readonly clzt: number;
  /** 失败原因. */
  readonly sbyy: string | null;
  /** 更新时间 with all its digits, as the database writes it: a `Date` would lose some. */
  readonly gxsj: string;
  /** Whether it was last changed an hour ago or earlier, by the database's clock. */
  readonly isOld: boolean;
  /** The database's clock. */
  readonly readAt: Date;
}
