import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import type { Column } from './Column.ts';
import type { Transaction } from './Transaction.ts';
import { writeRow } from './writeRow.ts';

type Body = Readonly<Record<string, string>>;

export interface TransactionPlan<T> {
  readonly columns: readonly Column<T>[];
  /** The column that sites of release 1.x lack. */
  readonly newer: string | null;
  /** A coded column, and a value that no table has. */
  readonly unknownCode: readonly [column: string, code: string] | null;
  itemsOf(file: SocialInsuranceFile, body: Body): readonly T[];
  /** Which of the items this answer shows; all unless given. */
  pageOf?(items: readonly T[], body: Body): readonly T[];
  refuse?(body: Body): '2001' | '2002' | null;
}

/** A transaction from its columns; every row starts with number and name of the file's holder. */
export function createTransaction<T>(plan: TransactionPlan<T>): Transaction {
  return {
    refuse: (body) => plan.refuse?.(body) ?? null,
    find(file, body, style) {
      const items = plan.itemsOf(file, body);
      const page = plan.pageOf?.(items, body) ?? items;
      const columns = [...ownerColumns<T>(file), ...(style.stale ? aged(plan) : plan.columns)];
      return { rows: page.map((item) => writeRow(item, columns, style)), total: items.length };
    },
  };
}

function ownerColumns<T>({ holder, personalNumber }: SocialInsuranceFile): readonly Column<T>[] {
  return [
    { name: 'aac001', length: 10, kind: 'code', read: () => personalNumber },
    { name: 'aac002', length: 18, kind: 'code', read: () => holder.number },
    { name: 'aac003', length: 50, kind: 'text', read: () => holder.name },
  ];
}

function aged<T>({ columns, newer, unknownCode }: TransactionPlan<T>): readonly Column<T>[] {
  return columns
    .filter(({ name }) => name !== newer)
    .map((column) => (column.name === unknownCode?.[0] ? { ...column, read: () => unknownCode[1] } : column));
}
