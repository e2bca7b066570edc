import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { PLACE_CEILING } from './placeCeiling.ts';

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 300;

/** How much a place is asked at a time, as its answers allow. */
export class PlaceHealth {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** It answered: twice as much may be asked of it, up to its ceiling. */
  async wasWell(subgraph: string, division: DivisionCode): Promise<void> {
    await this.#database
      .updateTable('places')
      .set({ ceiling: sql<number>`least(ceiling * 2, ${PLACE_CEILING})`, failures: 0 })
      .where('subgraph', '=', subgraph)
      .where('division', '=', division)
      .where((where) => where.or([where('ceiling', '<', PLACE_CEILING), where('failures', '>', 0)]))
      .execute();
  }

  /**
   * It was away: it is left alone for a while, then asked for one thing at a time.
   *
   * @returns seconds until it is asked again.
   */
  async wasAway(subgraph: string, division: DivisionCode, retryAfterSeconds: number | null): Promise<number> {
    const pause = sql<number>`greatest(${retryAfterSeconds ?? 0}::float,
      least(${FIRST_PAUSE_SECONDS} * power(2, least(failures, 10)), ${LONGEST_PAUSE_SECONDS}))`;
    const row = await this.#database
      .updateTable('places')
      .set(({ eb }) => ({
        ceiling: 1,
        failures: eb('failures', '+', 1),
        asked_again_at: sql<Date>`now() + make_interval(secs => ${pause})`,
      }))
      .where('subgraph', '=', subgraph)
      .where('division', '=', division)
      .returning(sql<number>`extract(epoch from asked_again_at - now())::float`.as('seconds'))
      .executeTakeFirst();
    return row?.seconds ?? FIRST_PAUSE_SECONDS;
  }
}
