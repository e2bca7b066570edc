import pg from 'pg';
import type { Finding } from '../diagnosis/Finding.ts';
import { RARE_NAME } from '../diagnosis/judgeCharset.ts';
import { judgeClock } from '../diagnosis/judgeClock.ts';
import { connectionString } from './connectionString.ts';

/** Columns that we read or write, by table. @see docs/dialects/exchange-table.md, 2 */
const COLUMNS = {
  qz_sjxx: ['xh', 'sjlx', 'sjnr', 'zjhm', 'czlx', 'clzt', 'sbyy', 'lqbs', 'lqsj', 'cjsj', 'gxsj'],
  qz_qqxx: ['qqlsh', 'qqlx', 'qqnr', 'zjhm', 'czlx', 'clzt', 'sbyy', 'gxsj'],
} as const;
const RIGHTS = [
  ['qz_sjxx', 'SELECT'],
  ['qz_sjxx', 'UPDATE'],
  ['qz_qqxx', 'SELECT'],
  ['qz_qqxx', 'INSERT'],
] as const;

/** With handling an application is put again by an update of its row. */
const RIGHT_TO_PUT_AGAIN = ['qz_qqxx', 'UPDATE'] as const;

export interface ExchangeInspection {
  /** With user and password: never log it. */
  readonly url: string;
  /** A checked name. */
  readonly schema: string;
  /** Whether the centre also does steps of cases. */
  readonly isHandling: boolean;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Signs in to an exchange database and looks at its tables, rights, clock and charset; reads no row and writes none. */
export async function inspectExchange({
  url,
  schema,
  isHandling,
  now,
}: ExchangeInspection): Promise<readonly Finding[]> {
  const client = new pg.Client({
    connectionString: connectionString(url),
    connectionTimeoutMillis: 5_000,
    statement_timeout: 8_000,
    query_timeout: 9_000,
    application_name: 'tongban doctor',
  });
  // A connection that breaks between two statements; the next one says so.
  client.on('error', () => {});
  try {
    const startedAt = performance.now();
    await client.connect();
    const ms = Math.round(performance.now() - startedAt);
    const signedIn: Finding = {
      check: 'sign-in',
      outcome: 'PASSED',
      found: `user and password accepted (${ms} ms)`,
    };
    return [
      signedIn,
      await inspectTls(client),
      await inspectClock(client, now),
      await inspectCharset(client),
      await inspectTables(client, schema),
      await inspectRights(client, schema, isHandling ? [...RIGHTS, RIGHT_TO_PUT_AGAIN] : RIGHTS),
    ];
  } catch (error) {
    return [refused(error)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function inspectTls(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: string | null }>(
    'SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl',
  );
  const [session] = rows;
  return session === undefined
    ? {
        check: 'TLS',
        outcome: 'NOTED',
        found: 'none: plain PostgreSQL, rows travel in clear unless the line itself is encrypted',
        next: 'where the centre offers it, add ?sslmode=require to url',
      }
    : {
        check: 'TLS',
        outcome: 'PASSED',
        found: `${session.version ?? 'TLS'} (sslmode=require does not check the certificate)`,
      };
}

async function inspectClock(client: pg.Client, now: () => number): Promise<Finding> {
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return judgeClock({
    theirs: rows[0]?.now.getTime() ?? null,
    ours: now(),
    source: 'database’s now()',
    limitMs: null,
  });
}

async function inspectCharset(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ encoding: string; bytes: string; name: string }>(
    `SELECT current_setting('server_encoding') AS encoding, octet_length($1::text) AS bytes, $1::text AS name`,
    [RARE_NAME],
  );
  const [row] = rows;
  return row?.name === RARE_NAME
    ? {
        check: 'charset',
        outcome: 'PASSED',
        found: `${row.encoding}: extension B, extension E and private-use characters came back over the wire as they went`,
      }
    : {
        check: 'charset',
        outcome: 'FAILED',
        found: `${row?.encoding ?? 'unknown'}: rare characters do not come back as they went`,
        next: 'ask the centre for an exchange database in UTF8',
      };
}

async function inspectTables(client: pg.Client, schema: string): Promise<Finding> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `SELECT c.relname AS table_name, a.attname AS column_name
       FROM pg_catalog.pg_attribute a
       JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = ANY ($2) AND a.attnum > 0 AND NOT a.attisdropped`,
    [schema, Object.keys(COLUMNS)],
  );
  const present = new Set(rows.map((row) => `${row.table_name}.${row.column_name}`));
  const missing = Object.entries(COLUMNS).flatMap(([table, columns]) => {
    const absent = columns.filter((column) => !present.has(`${table}.${column}`));
    return absent.length === columns.length ? [table] : absent.map((column) => `${table}.${column}`);
  });
  return missing.length === 0
    ? {
        check: 'tables',
        outcome: 'PASSED',
        found: `qz_sjxx and qz_qqxx of schema ${schema} have the columns expected`,
      }
    : {
        check: 'tables',
        outcome: 'FAILED',
        found: `schema ${schema} lacks ${missing.join(', ')}`,
        next: 'check option schema; else ask the centre to create them as docs/dialects/exchange-table.md, 2, says',
      };
}

async function inspectRights(
  client: pg.Client,
  schema: string,
  wanted: readonly (readonly [table: string, right: string])[],
): Promise<Finding> {
  const { rows } = await client.query<{ right: string; held: boolean | null }>(
    `SELECT t || ' ' || p AS right,
            has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, p) AS held
       FROM unnest($2::text[], $3::text[]) AS wanted (t, p)
       LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = $1
       LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t`,
    [schema, wanted.map(([table]) => table), wanted.map(([, right]) => right)],
  );
  if (rows.every(({ held }) => held === null)) {
    return { check: 'rights', outcome: 'NOTED', found: 'not known: there are no tables' };
  }
  const missing = rows.filter(({ held }) => held === false).map(({ right }) => right);
  return missing.length === 0
    ? {
        check: 'rights',
        outcome: 'PASSED',
        found:
          wanted === RIGHTS
            ? 'select and update on qz_sjxx, select and insert on qz_qqxx'
            : 'select and update on qz_sjxx, select, insert and update on qz_qqxx',
      }
    : {
        check: 'rights',
        outcome: 'FAILED',
        found: `not granted: ${missing.join(', ')}`,
        next: 'ask the centre to grant USAGE on the schema and these rights to our user',
      };
}

/** The driver's own text is left out: it may quote what it should not. */
function refused(error: unknown): Finding {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : 'no reason given';
  return {
    check: 'sign-in',
    outcome: 'FAILED',
    found: `the database refuses (${code})`,
    next: /^28/.test(code)
      ? 'check user and password in url; the centre may admit other addresses only'
      : 'check the name of the database in url, then ask the centre',
  };
}
