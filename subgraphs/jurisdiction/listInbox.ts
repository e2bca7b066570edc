import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { readPartitionedConfig } from './partitionedConfig.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { type InboxCounts, readInboxCounts } from './storage/readInboxCounts.ts';
import { type InboxQuery, type InboxRow, readInboxRows } from './storage/readInboxRows.ts';
import { readStepAnswers, type StepAnswerRow } from './storage/readStepAnswers.ts';

/** What an operator may see of the inboxes of one server. */
export interface InboxList {
  readonly places: readonly InboxCounts[];
  /** The newest first. */
  readonly messages: readonly InboxRow[];
  /** What systems said of steps that a person has to look at, the newest first. */
  readonly stepAnswers: readonly StepAnswerRow[];
}

/**
 * Looks at what the systems of a server's places have sent; changes nothing, needs no store key and shows nothing of
 * what the messages say.
 *
 * @param settings - the server's configuration.
 * @throws {TongbanError} with one line: the configuration is bad or names no database, or that cannot be read.
 */
export async function listInbox(
  subgraph: string,
  settings: unknown,
  { logger, ...query }: Pick<InboxQuery, 'quarantined' | 'limit'> & { readonly logger: Logger },
): Promise<InboxList> {
  const { databaseUrl, places } = readPartitionedConfig(subgraph, settings);
  if (databaseUrl === undefined) {
    throw new TongbanError('BAD_USER_INPUT', 'databaseUrl: this server keeps nothing of what systems send');
  }
  const jurisdictions = places.map(({ jurisdiction }) => jurisdiction);
  const database = openDatabase({ databaseUrl, subgraph, use: 'reads', logger });
  try {
    const which = { subgraph, jurisdictions };
    return {
      places: await readInboxCounts(database, which),
      messages: await readInboxRows(database, { ...which, ...query }),
      stepAnswers: await readStepAnswers(database, { ...which, ...query }),
    };
  } finally {
    await database.destroy();
  }
}
