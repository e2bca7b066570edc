/** A query by file: which transaction answers which question, and the columns of its answer behind 返回信息. */
export interface BatchTransaction {
  readonly transaction: 'GJJP01' | 'GJJP02';
  /** In their order; later releases add some at the end. */
  readonly columns: readonly string[];
  /** Columns that release 1 has already. */
  readonly leastColumns: number;
  /** The column that is filled only where the line tells of an account or a loan. */
  readonly key: string;
}

/** @see docs/dialects/settlement-node.md, 7 */
export const BATCH_TRANSACTIONS = {
  records: {
    transaction: 'GJJP01',
    columns:
      'ZJHM|XINGMING|GRZH|GRZHZT|GRZHYE|GRJCJS|GRJCBL|DWJCBL|GRYJCE|DWYJCE|YJCE|GRJZNY|KHRQ|XHRQ|DWZH|DWMC'.split(
        '|',
      ),
    leastColumns: 13,
    key: 'GRZH',
  },
  loans: {
    transaction: 'GJJP02',
    columns: 'ZJHM|XINGMING|JKHTBH|DKZT|DKFFE|DKYE|DKLL|DKQS|YQJE|YQQS|DKFFRQ'.split('|'),
    leastColumns: 10,
    key: 'JKHTBH',
  },
} as const satisfies Record<'records' | 'loans', BatchTransaction>;
export type BatchFacet = keyof typeof BATCH_TRANSACTIONS;
