import { sql } from 'kysely';
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

  /**
   * What was counted for a case that has changed since is dropped, and so is that of one which somebody works on at this
   * moment; both are counted again.
   */
  async store(counted: readonly CountedDueDate[]): Promise<void> {
    const given = counted.map(({ record, dueOn, provisional }) => ({
      case_id: record.caseId,
      sequence: record.sequence,
      due_on: dueOn,
      provisional,
    }));
    await sql`-- prepared: store-due-dates
      with mine as (
        select cases.case_id, given.due_on, given.provisional
        from cases.cases join jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
          case_id uuid, sequence integer, due_on date, provisional boolean
        ) on cases.case_id = given.case_id and cases.sequence = given.sequence
        for update of cases skip locked
      ), counted as (
        update cases.cases set due_on = mine.due_on, due_provisional = mine.provisional, due_stale = false
        from mine where cases.case_id = mine.case_id
        returning cases.case_id, cases.due_on
      )
      update cases.steps set due_on = counted.due_on
      from counted
      where steps.case_id = counted.case_id and steps.state <> 'OVER'
        and steps.due_on is distinct from counted.due_on`.execute(this.#database);
  }
}
