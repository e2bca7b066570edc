import type { CaseRecord } from '../CaseRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toCaseRecord } from './toCaseRecord.ts';

/** What was counted for a case as it stood. */
export interface CountedDueDate {
  readonly record: CaseRecord;
  /** `YYYY-MM-DD`; `null` while the clock stands still, or where no limit is known. */
  readonly dueOn: string | null;
  readonly provisional: boolean;
}

/** Last days of cases: which are to be counted, and what was counted. */
export class DueDates {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** Cases whose clock was started, stopped or set going again since, by id. @param after - ids behind this one. */
  async findStale(limit: number, after: string | null): Promise<readonly CaseRecord[]> {
    let query = this.#database
      .selectFrom('cases')
      .selectAll()
      .where('due_stale', '=', true)
      .orderBy('case_id')
      .limit(limit);
    if (after !== null) query = query.where('case_id', '>', after);
    return (await query.execute()).map(toCaseRecord);
  }

  /** What was counted for a case that has changed since is dropped; it is counted again. */
  async store({ record, dueOn, provisional }: CountedDueDate): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('cases')
        .set({ due_on: dueOn, due_provisional: provisional, due_stale: false })
        .where('case_id', '=', record.caseId)
        .where('sequence', '=', record.sequence)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return;
      await transaction
        .updateTable('steps')
        .set({ due_on: dueOn })
        .where('case_id', '=', record.caseId)
        .where('state', '!=', 'OVER')
        .execute();
    });
  }
}
