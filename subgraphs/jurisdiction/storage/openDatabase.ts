import type { Logger } from 'pino';
import { openDatabase as open } from '../../serving/storage/openDatabase.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

/** A pool's bounds: connections, and milliseconds that a query waits for its turn. */
const POOLS = {
  /** Somebody is waiting for the answer. */
  reads: { maxConnections: 10, connectMs: 2_000 },
  /** A system is waiting for our ack, and sends all of it again if we give up before it does. */
  writes: { maxConnections: 6, connectMs: 8_000 },
} as const;

export interface DatabaseAccess {
  readonly databaseUrl: string;
  readonly subgraph: string;
  /** What it is for: a burst of messages must not keep readers, or the renewal of a lease, from their turn. */
  readonly use: keyof typeof POOLS;
  readonly logger: Logger;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase({ databaseUrl, subgraph, use, logger }: DatabaseAccess): JurisdictionDatabase {
  return open<JurisdictionTables>({
    ...POOLS[use],
    databaseUrl,
    schema: 'jurisdiction',
    applicationName: `tongban-${subgraph}-${use}`,
    logger,
  });
}
