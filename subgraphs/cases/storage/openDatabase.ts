import pg from 'pg';
import type { Logger } from 'pino';
import { openDatabase as open } from '../../serving/storage/openDatabase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';

/** A day has no time zone: it stays the text `YYYY-MM-DD`, where pg would make an instant of it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format);

export interface CasesDatabaseOptions {
  readonly databaseUrl: string;
  /** Shown in the database's own lists: `tongban-cases`, `tongban-worker`. */
  readonly applicationName: string;
  readonly maxConnections: number;
  readonly logger: Logger;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(options: CasesDatabaseOptions): CasesDatabase {
  return open<CasesTables>({ ...options, schema: 'cases', connectMs: 2_000, getTypeParser });
}
