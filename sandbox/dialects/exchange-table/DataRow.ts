/** A row for `qz_sjxx`, as its writer inserts it. */
export interface DataRow {
  /** 数据类型. */
  readonly sjlx: string;
  /** 数据内容. */
  readonly sjnr: string;
  /** 证件号码. */
  readonly zjhm: string;
  /** 操作类型. */
  readonly czlx: 'I' | 'U' | 'D';
}
