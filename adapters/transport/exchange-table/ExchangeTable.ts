import pg from 'pg';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { GuardedSystem } from '../GuardedSystem.ts';
import { NotSent } from '../NotSent.ts';
import type { ApplicationRow } from './ApplicationRow.ts';
import { connectionString } from './connectionString.ts';
import type { ExchangeRow } from './ExchangeRow.ts';
import { toExchangeError } from './toExchangeError.ts';

/** Bytes of content; what is larger is refused, and not even fetched. */
const MAX_CONTENT = 8 * 1024 * 1024;
const MAX_REASON = 200;
const MAX_REFUSALS = 500;
/** Characters of a 请求流水号 that tell the persons of one request apart. */
const SERIAL_SUFFIX = 3;

export interface ExchangeTableSettings {
  readonly jurisdiction: DivisionCode;
  /** With user and password: never log it. */
  readonly url: string;
  readonly schema: string;
  readonly takenMinutes: number;
  readonly system: GuardedSystem;
}

/** One request row. */
export interface ExchangeRequest {
  /** 请求流水号; the same one written twice is one row. */
  readonly serial: string;
  readonly number: string;
  readonly content: string;
}

/** One request row of type BL. */
export interface ExchangeApplication extends ExchangeRequest {
  /** 操作类型: do it, or take it back. */
  readonly operation: 'I' | 'D';
}

/** What the centre wrote to rows of one request that it refused. */
export interface ExchangeRefusal {
  /** What their 请求流水号 have in common. */
  readonly reference: string;
  /** `null` where the reason does not begin with one. */
  readonly code: string | null;
  readonly rows: number;
  /** 预计恢复时间 as it was written, `null` where none is. */
  readonly backAt: string | null;
  /** The database's clock. */
  readonly readAt: Date;
}

/**
 * The tables of one centre. One connection per process at most, and given back between polls: all replicas together may
 * have four.
 *
 * Methods throw a `TongbanError`: JURISDICTION_UNAVAILABLE, JURISDICTION_TIMEOUT, or JURISDICTION_BAD_RESPONSE with the
 * SQLSTATE of a database that refuses.
 *
 * @see docs/dialects/exchange-table.md, 3 and 4
 */
export class ExchangeTable {
  readonly #settings: ExchangeTableSettings;
  readonly #pool: pg.Pool;

  /** @throws {TypeError} when the address cannot be read; nothing is connected yet. */
  constructor(settings: ExchangeTableSettings) {
    this.#settings = settings;
    this.#pool = new pg.Pool({
      connectionString: connectionString(settings.url),
      max: 1,
      idleTimeoutMillis: 1_000,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 8_000,
      query_timeout: 9_000,
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: 'tongban',
    });
    // A connection that breaks while nobody uses it; the next call gets a new one.
    this.#pool.on('error', () => {});
    // One that breaks in use fails its query; pg tells of it here as well, and unheard that would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Takes rows that nobody works on, the oldest first. @param mark - unique per process and take. */
  async take(mark: string, limit: number, signal: AbortSignal): Promise<readonly ExchangeRow[]> {
    const table = this.#table('qz_sjxx');
    const rows = await this.#run<ExchangeRow>(
      'take',
      `UPDATE ${table} SET clzt = 1, lqbs = $1, lqsj = now(), gxsj = now()
        WHERE xh IN (SELECT xh FROM ${table}
                      WHERE clzt = 0
                         OR (clzt = 1 AND lqsj < now() - make_interval(secs => $2::double precision * 60))
                      ORDER BY xh LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING xh, sjlx, zjhm, czlx, now() AS "takenAt",
                  CASE WHEN cjsj BETWEEN '0001-01-01' AND '9999-12-31' THEN cjsj END AS cjsj,
                  CASE WHEN octet_length(sjnr) <= ${MAX_CONTENT} THEN sjnr END AS sjnr`,
      [mark, this.#settings.takenMinutes, limit],
      signal,
    );
    return rows.toSorted((one, other) => (BigInt(one.xh) < BigInt(other.xh) ? -1 : 1));
  }

  /** 成功; nothing happens to a row that is somebody else's meanwhile. */
  async finish(xh: string, mark: string, signal: AbortSignal): Promise<void> {
    await this.#run(
      'finish',
      `UPDATE ${this.#table('qz_sjxx')} SET clzt = 2, sbyy = NULL, gxsj = now()
        WHERE xh = $1 AND clzt = 1 AND lqbs = $2`,
      [xh, mark],
      signal,
    );
  }

  /** 失败. @param refusal.reason - code, blank, text; without personal data. */
  async refuse(
    refusal: { readonly xh: string; readonly reason: string },
    mark: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#run(
      'finish',
      `UPDATE ${this.#table('qz_sjxx')} SET clzt = 9, sbyy = $3, gxsj = now()
        WHERE xh = $1 AND clzt = 1 AND lqbs = $2`,
      [refusal.xh, mark, refusal.reason.slice(0, MAX_REASON)],
      signal,
    );
  }

  /** Frees what was taken under these marks and is not finished. */
  async giveBack(marks: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#run(
      'give back',
      `UPDATE ${this.#table('qz_sjxx')} SET clzt = 0, lqbs = NULL, lqsj = NULL, gxsj = now()
        WHERE clzt = 1 AND lqbs = ANY($1::text[])`,
      [marks],
      signal,
    );
  }

  /**
   * Writes request rows; safe to repeat. Nothing is written about a person whose request is still open, nor within a day
   * of a refusal that no repetition helps.
   */
  async request(requests: readonly ExchangeRequest[], signal: AbortSignal): Promise<void> {
    const table = this.#table('qz_qqxx');
    await this.#run(
      'request',
      `INSERT INTO ${table} (qqlsh, qqlx, qqnr, zjhm, czlx)
       SELECT r.serial, 'CX', r.content, r.number, 'I'
         FROM unnest($1::text[], $2::text[], $3::text[]) AS r (serial, content, number)
        WHERE NOT EXISTS (SELECT FROM ${table} q
                           WHERE q.zjhm = r.number::char(20) AND q.qqlx = 'CX'
                             AND (q.clzt IN (0, 1)
                                  OR (q.clzt = 9 AND q.sbyy LIKE '20_ %' AND q.gxsj > now() - interval '1 day')))
       ON CONFLICT (qqlsh) DO NOTHING`,
      [
        requests.map(({ serial }) => serial),
        requests.map(({ content }) => content),
        requests.map(({ number }) => number),
      ],
      signal,
    );
  }

  /** What the centre refused within a day, by request and code; a request is all rows that share the beginning of 请求流水号. */
  async refusals(signal: AbortSignal): Promise<readonly ExchangeRefusal[]> {
    return this.#run<ExchangeRefusal>(
      'refusals',
      `SELECT left(trim(qqlsh), -$1::int) AS reference, substring(sbyy FROM '^([0-9]{3}) ') AS code,
              count(*)::int AS rows, now() AS "readAt",
              max(substring(sbyy FROM '^901 .*,预计恢复时间([0-9]{14})[[:space:]]*$')) AS "backAt"
         FROM ${this.#table('qz_qqxx')}
        WHERE qqlx = 'CX' AND clzt = 9 AND gxsj > now() - interval '1 day'
        GROUP BY 1, 2 ORDER BY max(gxsj) DESC LIMIT ${MAX_REFUSALS}`,
      [SERIAL_SUFFIX],
      signal,
    );
  }

  /**
   * Writes an application (办理); safe to repeat, for its 请求流水号 is unique.
   *
   * @returns whether it is new; else a row stands there already.
   */
  async apply(application: ExchangeApplication, signal: AbortSignal): Promise<boolean> {
    const { serial, content, number, operation } = application;
    const rows = await this.#run(
      'submitStep',
      `INSERT INTO ${this.#table('qz_qqxx')} (qqlsh, qqlx, qqnr, zjhm, czlx)
       VALUES ($1, 'BL', $2, $3, $4) ON CONFLICT (qqlsh) DO NOTHING RETURNING xh`,
      [serial, content, number, operation],
      signal,
    );
    return rows.length > 0;
  }

  /** The request row of this 请求流水号, of whatever type; `null` where there is none. */
  async findApplication(serial: string, signal: AbortSignal): Promise<ApplicationRow | null> {
    const [row = null] = await this.#run<ApplicationRow>(
      'findStep',
      `SELECT qqlx, qqnr, zjhm, czlx, clzt, sbyy, gxsj::text AS gxsj,
              gxsj <= now() - interval '60 minutes' AS "isOld", now() AS "readAt"
         FROM ${this.#table('qz_qqxx')} WHERE qqlsh = $1::char(32)`,
      [serial],
      signal,
    );
    return row;
  }

  /**
   * 重新提交: lets the centre work on an application once more.
   *
   * @param seen - the row as it was read.
   * @returns `false` where it has changed since.
   */
  async putAgain(
    serial: string,
    seen: Pick<ApplicationRow, 'clzt' | 'gxsj'>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const rows = await this.#run(
      'submitStep',
      `UPDATE ${this.#table('qz_qqxx')} SET clzt = 0, sbyy = NULL, lqbs = NULL, lqsj = NULL, gxsj = now()
        WHERE qqlsh = $1::char(32) AND qqlx = 'BL' AND clzt = $2 AND gxsj = $3::timestamptz RETURNING xh`,
      [serial, seen.clzt, seen.gxsj],
      signal,
    );
    return rows.length > 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** The name was checked with the options: it needs no quoting beyond these. */
  #table(name: string): string {
    return `"${this.#settings.schema}".${name}`;
  }

  async #run<Row extends object>(
    operation: string,
    sql: string,
    values: readonly unknown[],
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    const { system, jurisdiction } = this.#settings;
    return system.write(
      operation,
      async () => {
        const client = await this.#connect();
        try {
          const { rows } = await client.query<Row>(sql, [...values]);
          client.release();
          return rows;
        } catch (error) {
          // Whatever it was, the connection is in an unknown state.
          client.release(true);
          throw toExchangeError(error, jurisdiction);
        }
      },
      signal,
    );
  }

  async #connect(): Promise<pg.PoolClient> {
    const { jurisdiction } = this.#settings;
    try {
      return await this.#pool.connect();
    } catch (error) {
      const { code, message, upstreamCode } = toExchangeError(error, jurisdiction);
      throw new TongbanError(code, message, {
        jurisdiction,
        ...(upstreamCode === undefined ? {} : { upstreamCode }),
        cause: new NotSent('no connection', { cause: error }),
      });
    }
  }
}
