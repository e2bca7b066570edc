import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { ERROR_KINDS } from '../../../domain/errorCode.ts';
import { failureKind } from '../engine/failureKind.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { PLACE_CEILING } from './placeCeiling.ts';

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 300;
/** What another worker has found out since is seen within this. */
const BELIEVED_MS = 2_000;
/** In a row: away for half a minute. A single step that fails among others that do not never comes so far. */
const LONG_FAILURES = 4;
const AWAY_CODES = Object.keys(ERROR_KINDS).filter((code) => failureKind(code) === 'AWAY');

/** How much a place is asked at a time, as its answers allow. */
export class PlaceHealth {
  readonly #database: CasesDatabase;
  /** Places that nothing was to be noted of, and until when that is believed. */
  readonly #well = new Map<string, number>();

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /**
   * It answered: twice as much may be asked of it, up to its ceiling. After a long absence all that waited for it is due at
   * once, so that what is due first goes first, however often it was tried in vain.
   */
  async wasWell(subgraph: string, division: DivisionCode): Promise<void> {
    const name = `${subgraph}/${division}`;
    if ((this.#well.get(name) ?? 0) > performance.now()) return;
    const { rows } = await sql<{ readonly failures: number }>`
      update cases.places as place set ceiling = least(place.ceiling * 2, ${PLACE_CEILING}), failures = 0
      from (select failures from cases.places where subgraph = ${subgraph} and division = ${division} for update) as before
      where place.subgraph = ${subgraph} and place.division = ${division}
        and (place.ceiling < ${PLACE_CEILING} or place.failures > 0)
      returning before.failures`.execute(this.#database);
    if (rows.length === 0) this.#well.set(name, performance.now() + BELIEVED_MS);
    if ((rows[0]?.failures ?? 0) < LONG_FAILURES) return;
    await this.#database
      .updateTable('steps')
      .set({ next_at: sql<Date>`now()` })
      .where('subgraph', '=', subgraph)
      .where('division', '=', division)
      .where('state', 'in', ['READY', 'SENT'])
      .where('owner', 'is', null)
      .where('next_at', '>', sql<Date>`now()`)
      .where((where) => where.or([where('code', 'in', AWAY_CODES), where('code', 'like', 'HTTP\\_%')]))
      .execute();
  }

  /**
   * It was away: it is left alone for a while, then asked for one thing at a time. What fails together counts once.
   *
   * @returns seconds until it is asked again.
   */
  async wasAway(subgraph: string, division: DivisionCode, retryAfterSeconds: number | null): Promise<number> {
    this.#well.delete(`${subgraph}/${division}`);
    const isFirst = sql<boolean>`asked_again_at <= now()`;
    const pause = sql<number>`greatest(least(${retryAfterSeconds ?? 0}::float, ${LONGEST_PAUSE_SECONDS}::float),
      case when ${isFirst} then least(${FIRST_PAUSE_SECONDS} * power(2, least(failures, 10)), ${LONGEST_PAUSE_SECONDS})
      else 0 end)`;
    const row = await this.#database
      .updateTable('places')
      .set(({ eb }) => ({
        ceiling: 1,
        failures: eb('failures', '+', sql<number>`case when ${isFirst} then 1 else 0 end`),
        asked_again_at: sql<Date>`greatest(asked_again_at, now() + make_interval(secs => ${pause}))`,
      }))
      .where('subgraph', '=', subgraph)
      .where('division', '=', division)
      .returning(sql<number>`extract(epoch from asked_again_at - now())::float`.as('seconds'))
      .executeTakeFirst();
    return row?.seconds ?? FIRST_PAUSE_SECONDS;
  }
}
