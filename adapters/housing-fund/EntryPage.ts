/** One page of a list as the system gives it. */
export interface EntryPage<Row> {
  /** 数据时间, epoch ms. */
  readonly asOf: number;
  /** 总条数 of the list. */
  readonly total: number;
  readonly rows: readonly Row[];
}
