import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PeopleConfig } from './config.ts';
import { HolderVault } from './HolderVault.ts';
import { type HolderRow, type HolderRowInput, holderRow } from './holderRow.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { prepareDatabase } from './storage/prepareDatabase.ts';
import { upsertHolders } from './storage/upsertHolders.ts';

export interface ImportHoldersOptions {
  /** Where the rows come from; stands beside every holding that is new, for example `seed`. */
  readonly source: string;
  readonly logger: Logger;
  /** Since when new holdings are known, epoch ms; default now. */
  readonly locatedAt?: number;
}

/** Rows per transaction: enough to be quick, few enough not to block other imports for long. */
const CHUNK = 2_000;

/**
 * Imports holders with their subjects and holdings into the database of people, whose tables it makes where they are
 * missing. Doing it again changes nothing; a run that broke off is simply repeated.
 *
 * @returns holder ids in the order of `rows`; rows of one number have one id.
 * @throws {TongbanError} CONFLICT when a subject already stands for another holder.
 * @throws {Error} with one line naming row, field and reason of the first bad row (nothing is stored then), or saying
 *   why the database cannot be used.
 */
export async function importHolders(
  { databaseUrl, vaultKey }: Pick<PeopleConfig, 'databaseUrl' | 'vaultKey'>,
  rows: readonly HolderRowInput[],
  { source, logger, locatedAt = Date.now() }: ImportHoldersOptions,
): Promise<readonly string[]> {
  const checked = rows.map(checkRow);
  const vault = new HolderVault(vaultKey);
  const database = openDatabase(databaseUrl, logger);
  try {
    await prepareDatabase(database, vault);
    const ids: string[] = [];
    for (let start = 0; start < checked.length; start += CHUNK) {
      const chunk = checked.slice(start, start + CHUNK);
      ids.push(...(await upsertHolders(database, chunk, { vault, source, locatedAt })));
    }
    return ids;
  } finally {
    await database.destroy();
  }
}

function checkRow(row: HolderRowInput, index: number): HolderRow {
  const outcome = holderRow.safeParse(row);
  if (outcome.success) return outcome.data;

  const [issue] = outcome.error.issues;
  throw new TongbanError(
    'BAD_USER_INPUT',
    `row ${index + 1}, ${issue?.path.join('.') || 'row'}: ${issue?.message ?? 'not valid'}`,
  );
}
