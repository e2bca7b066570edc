import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { PLACE_CEILING } from './placeCeiling.ts';

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 300;
/** What another worker has found out since is seen within this. */
const BELIEVED_MS = 2_000;

/** How much a place is asked at a time, as its answers allow. */
export class PlaceHealth {
  readonly #database: CasesDatabase;
  /** Places that nothing was to be noted of, and until when that is believed. */
  readonly #well = new Map<string, number>();

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** It answered: twice as much may be asked of it, up to its ceiling. */
  async wasWell(subgraph: string, division: DivisionCode): Promise<void> {
    const name = `${subgraph}/${division}`;
    if ((this.#well.get(name) ?? 0) > performance.now()) return;
    const { numUpdatedRows } = await this.#database
      .updateTable('places')
      .set({ ceiling: sql<number>`least(ceiling * 2, ${PLACE_CEILING})`, failures: 0 })
      .where('subgraph', '=', subgraph)
      .where('division', '=', division)
      .where((where) => where.or([where('ceiling', '<', PLACE_CEILING), where('failures', '>', 0)]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) this.#well.set(name, performance.now() + BELIEVED_MS);
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
