import { type Selectable, sql } from 'kysely';
import type { CaseRange } from './CaseRange.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';
import { liesInRange } from './liesInRange.ts';
import { pagesOf } from './pagesOf.ts';

/** Forms and reasons may be long: so many times fewer of them than of other rows are read at once. */
const LARGER = 20;

const CASE_COLUMNS = [
  'cases.case_id',
  'cases.sequence',
  'cases.last_hash',
  'cases.status',
  'cases.outcome',
  'cases.procedure_id',
  'cases.procedure_version',
  'cases.submitted_at',
  'cases.accepted_at',
  'cases.closed_at',
  'cases.state',
] as const;

/** What the projection says of a case, and its sealed key. */
export type ProjectedRow = Pick<
  Selectable<CasesTables['cases']>,
  | 'case_id'
  | 'sequence'
  | 'last_hash'
  | 'status'
  | 'outcome'
  | 'procedure_id'
  | 'procedure_version'
  | 'submitted_at'
  | 'accepted_at'
  | 'closed_at'
  | 'state'
> & { readonly wrapped: Buffer | null };

export type EventRow = Selectable<CasesTables['events']>;
export type AuditRow = Pick<
  Selectable<CasesTables['audit']>,
  'audit_id' | 'case_id' | 'sequence' | 'at' | 'action'
>;
export type ContentRow = Selectable<CasesTables['contents']>;

/** All that is on record of cases, read as it lies there: in the order of their ids, a page at a time. */
export class RecordedRows {
  readonly #database: CasesDatabase;
  readonly #pageRows: number;

  /**
   * @param database - one transaction with a snapshot, so that all rows are of one moment.
   * @param pageRows - events or audit rows in memory at a time.
   */
  constructor(database: CasesDatabase, pageRows: number) {
    this.#database = database;
    this.#pageRows = pageRows;
  }

  cases(range: CaseRange, limit: number): Promise<readonly ProjectedRow[]> {
    return this.#database
      .selectFrom('cases')
      .leftJoin('keys', 'keys.case_id', 'cases.case_id')
      .select([...CASE_COLUMNS, 'keys.wrapped'])
      .where('cases.case_id', 'in', (inner) =>
        inner.selectFrom('cases').select('case_id').where(liesInRange(range)).orderBy('case_id').limit(limit),
      )
      .orderBy('cases.case_id')
      .execute();
  }

  /** By case and sequence. */
  events(range: CaseRange): AsyncGenerator<readonly EventRow[]> {
    return pagesOf<EventRow>(this.#pageRows, (last) =>
      this.#database
        .selectFrom('events')
        .selectAll()
        .where(liesInRange(range))
        .$if(last !== null, (query) =>
          query.where(
            sql<boolean>`(case_id, sequence) > (${last?.case_id}::uuid, ${last?.sequence}::integer)`,
          ),
        )
        .orderBy('case_id')
        .orderBy('sequence')
        .limit(this.#pageRows)
        .execute(),
    );
  }

  /** By case, as they were written. */
  audit(range: CaseRange): AsyncGenerator<readonly AuditRow[]> {
    return pagesOf<AuditRow>(this.#pageRows, (last) =>
      this.#database
        .selectFrom('audit')
        .select(['audit_id', 'case_id', 'sequence', 'at', 'action'])
        .where(liesInRange(range))
        .$if(last !== null, (query) =>
          query.where(
            sql<boolean>`(case_id, audit_id) > (${last?.case_id}::uuid, ${last?.audit_id}::bigint)`,
          ),
        )
        .orderBy('case_id')
        .orderBy('audit_id')
        .limit(this.#pageRows)
        .execute(),
    );
  }

  /** By case, name and event. */
  contents(range: CaseRange): AsyncGenerator<readonly ContentRow[]> {
    const pageRows = Math.ceil(this.#pageRows / LARGER);
    return pagesOf<ContentRow>(pageRows, (last) =>
      this.#database
        .selectFrom('contents')
        .selectAll()
        .where(liesInRange(range))
        .$if(last !== null, (query) =>
          query.where(
            sql<boolean>`(case_id, name, sequence) > (${last?.case_id}::uuid, ${last?.name}::text, ${last?.sequence}::integer)`,
          ),
        )
        .orderBy('case_id')
        .orderBy('name')
        .orderBy('sequence')
        .limit(pageRows)
        .execute(),
    );
  }

  /** Which of these ids are of inquiries outside of a case: their audit rows carry them in place of a case's. */
  async inquiriesAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#database
      .selectFrom('inquiries')
      .select('inquiry_id')
      .where('inquiry_id', 'in', [...ids])
      .where('case_id', 'is', null)
      .execute();
    return new Set(rows.map(({ inquiry_id }) => inquiry_id));
  }
}
