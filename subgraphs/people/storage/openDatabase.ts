import type { Logger } from 'pino';
import { openDatabase as open } from '../../serving/storage/openDatabase.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';
import type { PeopleTables } from './PeopleTables.ts';

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, logger: Logger): PeopleDatabase {
  return open<PeopleTables>({
    databaseUrl,
    schema: 'people',
    applicationName: 'tongban-people',
    maxConnections: 10,
    connectMs: 2_000,
    logger,
  });
}
