import type { CasesDatabase } from './CasesDatabase.ts';
import { RecordedRows } from './RecordedRows.ts';

/**
 * Reads what is on record as it is at one moment, while servers and workers go on.
 *
 * @param pageRows - rows in memory at a time.
 */
export const withSnapshot = <T>(
  database: CasesDatabase,
  pageRows: number,
  read: (rows: RecordedRows) => Promise<T>,
): Promise<T> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((transaction) => read(new RecordedRows(transaction, pageRows)));
