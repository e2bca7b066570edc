import { type Selectable, sql } from 'kysely';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { type CountedDelta, cellsOf } from '../statistics/cellsOf.ts';
import { MEASURES, SALTS } from '../statistics/measures.ts';
import type { StatisticsDelta } from '../statistics/StatisticsDelta.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';

/** A delta that is still to be added up. */
export interface WaitingDelta {
  readonly id: string;
  readonly delta: StatisticsDelta;
  readonly salt: number;
}

export interface WaitingQuestion {
  readonly hasDuration: boolean;
  readonly limit: number;
}

/** What is to be counted, and the cells that it is added up in. */
export class StatisticsRows {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** Epoch ms, by the clock of the database. */
  async now(): Promise<number> {
    const { rows } = await sql<{ readonly now: Date }>`select now() as now`.execute(this.#database);
    return rows[0]?.now.getTime() ?? 0;
  }

  /**
   * The oldest that wait, with a duration or without one. Looks and takes nothing: a delta never changes, so what is worked
   * out of it stays right.
   */
  async findWaiting({ hasDuration, limit }: WaitingQuestion): Promise<readonly WaitingDelta[]> {
    const deltas = await this.#database
      .selectFrom('deltas')
      .selectAll()
      .where('accepted_on', hasDuration ? 'is not' : 'is', null)
      .orderBy('delta_id')
      .limit(limit)
      .execute();
    return deltas.map(toWaiting);
  }

  /**
   * Adds deltas up and removes them, in one transaction: each is counted exactly once, by whoever removes it. What another
   * one is at is left to it.
   *
   * @returns how many were added up.
   */
  async addUp(counted: ReadonlyMap<string, CountedDelta>): Promise<number> {
    return this.#database.transaction().execute(async (transaction) => {
      const taken = await sql<{ readonly delta_id: string }>`
        with mine as (
          select delta_id from cases.deltas where delta_id = any(${[...counted.keys()]}::bigint[]) for update skip locked
        )
        delete from cases.deltas using mine where deltas.delta_id = mine.delta_id returning deltas.delta_id`.execute(
        transaction,
      );
      const cells = cellsOf(taken.rows.flatMap(({ delta_id }) => counted.get(delta_id) ?? []));
      if (cells.length > 0) await addToCells(transaction, JSON.stringify(cells));
      return taken.rows.length;
    });
  }

  /** Says up to when everything is added up; never earlier than it was said before. @param asOf - epoch ms. */
  async storeAsOf(asOf: number): Promise<void> {
    await sql`
      insert into cases.rolled_up (as_of) values (${new Date(asOf)})
      on conflict (singleton) do update set as_of = excluded.as_of where rolled_up.as_of < excluded.as_of`.execute(
      this.#database,
    );
  }
}

async function addToCells(transaction: CasesDatabase, cells: string): Promise<void> {
  await sql`
    insert into cases.statistics (${KEYS}, ${COUNTS})
    select ${KEYS}, ${GIVEN} from jsonb_to_recordset(${cells}::jsonb) as given (${COLUMNS})
    on conflict (${KEYS}) do update set ${SUMS}`.execute(transaction);
}

const keys = ['cut', 'item', 'department', 'accepting', 'owning', 'mode', 'authority', 'channel'];
const list = (parts: readonly string[]) => sql.raw(parts.join(', '));
const KEYS = list(['period', ...keys]);
const figures = [...MEASURES, ...SALTS];
const COUNTS = list(figures);
const GIVEN = list(figures.map((figure) => `coalesce(${figure}, 0)`));
const COLUMNS = list([
  'period date',
  ...keys.map((key) => `${key} text`),
  ...MEASURES.map((measure) => `${measure} integer`),
  ...SALTS.map((salt) => `${salt} integer`),
]);
const SUMS = list([
  ...MEASURES.map((measure) => `${measure} = statistics.${measure} + excluded.${measure}`),
  ...SALTS.map((salt) => `${salt} = statistics.${salt} # excluded.${salt}`),
]);

function toWaiting(row: Selectable<CasesTables['deltas']>): WaitingDelta {
  const { delta_id, day, accepted_on, limit_days, pauses, salt, ...counted } = row;
  const duration =
    accepted_on === null || pauses === null
      ? null
      : { acceptedOn: parseCalendarDate(accepted_on), limitDays: limit_days, pauses };
  return { id: delta_id, delta: { ...counted, day: parseCalendarDate(day), duration }, salt };
}
