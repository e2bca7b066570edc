import pg from 'pg';
import { z } from 'zod';
import type { DataRow } from '../DataRow.ts';
import type { ApplicationRow } from '../handling/readApplication.ts';
import { exchangeSchema } from './exchangeSchema.ts';

const requestRow = z.object({
  xh: z.string(),
  qqlsh: z.string(),
  qqlx: z.string(),
  qqnr: z.string(),
  zjhm: z.string(),
  czlx: z.string(),
});

/** A request that this centre has taken. */
export interface TakenRequest extends ApplicationRow {
  /** 序号. */
  readonly xh: string;
}

/** The two tables of one centre, from the centre's side. */
export class ExchangeTables {
  readonly #pool: pg.Pool;
  readonly #schema: string;

  private constructor(pool: pg.Pool, schema: string) {
    this.#pool = pool;
    this.#schema = schema;
  }

  /**
   * Makes what is missing.
   *
   * @param schema - a plain name; it stands in statements as it is.
   * @throws {Error} of the database.
   */
  static async open(databaseUrl: string, schema: string): Promise<ExchangeTables> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    // A connection that dies while idle is replaced at the next query, which tells of it if it cannot.
    pool.on('error', () => undefined);
    try {
      await pool.query(exchangeSchema(schema));
    } catch (failure) {
      await pool.end();
      throw failure;
    }
    return new ExchangeTables(pool, schema);
  }

  /** Writes rows in their order, with state 0, all or none. */
  async push(rows: readonly DataRow[]): Promise<void> {
    await insertRows(this.#pool, this.#schema, rows);
  }

  /** Takes requests that nobody else works on, in their order. */
  async takeRequests(mark: string, takenMinutes: number, most: number): Promise<readonly TakenRequest[]> {
    const { rows } = await this.#pool.query(
      `UPDATE ${this.#schema}.qz_qqxx SET clzt = 1, lqbs = $1, lqsj = now(), gxsj = now()
        WHERE xh IN (SELECT xh FROM ${this.#schema}.qz_qqxx
                      WHERE clzt = 0 OR (clzt = 1 AND lqsj < now() - make_interval(secs => $2 * 60))
                      ORDER BY xh LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING xh, qqlsh, qqlx, qqnr, zjhm, czlx`,
      [mark, takenMinutes, most],
    );
    return z
      .array(requestRow)
      .parse(rows)
      .toSorted((one, other) => Number(one.xh) - Number(other.xh));
  }

  /** Writes the rows that answer a request and sets it to 2, both or neither. */
  async answer(xh: string, mark: string, rows: readonly DataRow[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      await insertRows(client, this.#schema, rows);
      const { rowCount } = await client.query(
        `UPDATE ${this.#schema}.qz_qqxx SET clzt = 2, sbyy = NULL, gxsj = now() WHERE xh = $1 AND clzt = 1 AND lqbs = $2`,
        [xh, mark],
      );
      // Nothing updated: the claim ran out, and whoever has the request now answers it.
      await client.query(rowCount === 1 ? 'COMMIT' : 'ROLLBACK');
    } catch (failure) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw failure;
    } finally {
      client.release();
    }
  }

  /** Sets a request to 9. */
  async refuse(xh: string, mark: string, reason: string): Promise<void> {
    await this.#pool.query(
      `UPDATE ${this.#schema}.qz_qqxx SET clzt = 9, sbyy = $3, gxsj = now() WHERE xh = $1 AND clzt = 1 AND lqbs = $2`,
      [xh, mark, reason],
    );
  }

  /** Gives a request back, to be worked on by a later run. */
  async giveBack(xh: string, mark: string): Promise<void> {
    await this.#pool.query(
      `UPDATE ${this.#schema}.qz_qqxx SET clzt = 0, lqbs = NULL, lqsj = NULL, gxsj = now()
        WHERE xh = $1 AND clzt = 1 AND lqbs = $2`,
      [xh, mark],
    );
  }

  /** Deletes what was finished long ago; what was handled can be looked at for longer. */
  async sweep(): Promise<void> {
    for (const [table, soon] of [
      ['qz_sjxx', 'true'],
      ['qz_qqxx', "qqlx <> 'BL'"],
    ]) {
      await this.#pool.query(
        `DELETE FROM ${this.#schema}.${table}
          WHERE (clzt = 2 AND ${soon} AND gxsj < now() - interval '7 days')
             OR (clzt IN (2, 9) AND gxsj < now() - interval '90 days')`,
      );
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

async function insertRows(
  client: Pick<pg.ClientBase, 'query'> | pg.Pool,
  schema: string,
  rows: readonly DataRow[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.qz_sjxx (sjlx, sjnr, zjhm, czlx)
     SELECT sjlx, sjnr, zjhm, czlx
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS row (sjlx, sjnr, zjhm, czlx, place)
      ORDER BY place`,
    [
      rows.map(({ sjlx }) => sjlx),
      rows.map(({ sjnr }) => sjnr),
      rows.map(({ zjhm }) => zjhm),
      rows.map(({ czlx }) => czlx),
    ],
  );
}
