import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { PlaceVault } from './PlaceVault.ts';
import { readPartitionedConfig } from './partitionedConfig.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { readInboxCounts } from './storage/readInboxCounts.ts';
import { type InboxRow, readInboxRows } from './storage/readInboxRows.ts';
import { type KeyState, readKeyState } from './storage/readKeyState.ts';
import { readUnknownReferences } from './storage/readUnknownReferences.ts';

/** What the store of one place has to tell about how it is connected; no personal data. */
export interface InboxInspection {
  readonly key: KeyState;
  /** The newest message; `null` before the first. */
  readonly last: InboxRow | null;
  readonly quarantined: number;
  /** Of the references given those of requests that this store never made. */
  readonly unknownReferences: readonly string[];
}

export interface InspectInboxOptions {
  readonly logger: Logger;
  /** Of requests to the place's system that somebody has taken the answers to. */
  readonly references: readonly string[];
}

/**
 * Looks at the store of the first place of a server's configuration; changes nothing.
 *
 * @throws {TongbanError} with one line: the configuration is bad or names no database, or that cannot be used; then its
 *   cause has the database's own code.
 */
export async function inspectInbox(
  subgraph: string,
  settings: unknown,
  { logger, references }: InspectInboxOptions,
): Promise<InboxInspection> {
  const { databaseUrl, storeKey, places } = readPartitionedConfig(subgraph, settings);
  const [place] = places;
  if (databaseUrl === undefined || storeKey === undefined || place === undefined) {
    throw new TongbanError('BAD_USER_INPUT', 'databaseUrl: this server keeps nothing of what systems send');
  }
  const { jurisdiction } = place;
  const key = { subgraph, jurisdiction };
  const which = { subgraph, jurisdictions: [jurisdiction] };
  const database = openDatabase({ databaseUrl, subgraph, use: 'reads', logger });
  try {
    const [counts] = await readInboxCounts(database, which);
    const [last = null] = await readInboxRows(database, { ...which, quarantined: false, limit: 1 });
    return {
      key: await readKeyState(database, key, new PlaceVault(storeKey, key)),
      last,
      quarantined: counts?.quarantined ?? 0,
      unknownReferences: await readUnknownReferences(database, key, references),
    };
  } finally {
    await database.destroy();
  }
}
