import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { ChangeStore } from '../storage/ChangeStore.ts';
import { VersionStore } from '../storage/VersionStore.ts';
import { withDatabase } from '../storage/withDatabase.ts';
import type { CatalogueChange } from './CatalogueChange.ts';
import { isPublished } from './isPublished.ts';

export interface CompareCataloguesOptions {
  readonly databaseUrl: string;
  /** `null`: the version in force today. */
  readonly from: number | null;
  /** `null`: the newest draft. */
  readonly to: number | null;
  readonly logger: Logger;
  /** Epoch ms; default now. */
  readonly now?: number;
}

/** What differs between two versions of the catalogue. */
export interface CatalogueComparison {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly CatalogueChange[];
}

/**
 * Compares two versions of the catalogue, drafts too.
 *
 * @throws {Error} with one line: no such version, or the database cannot be used.
 */
export async function compareCatalogues({
  databaseUrl,
  from,
  to,
  logger,
  now = Date.now(),
}: CompareCataloguesOptions): Promise<CatalogueComparison> {
  return withDatabase(databaseUrl, logger, async (database) => {
    const versions = new VersionStore(database);
    const older = from === null ? await inForce(versions, now) : await existing(versions, from);
    const newer = to === null ? await newestDraft(versions) : await existing(versions, to);
    return { from: older, to: newer, changes: await new ChangeStore(database).findChanges(older, newer) };
  });
}

async function existing(versions: VersionStore, number: number): Promise<number> {
  if ((await versions.findVersion(number)) !== null) return number;
  throw new TongbanError('BAD_USER_INPUT', `there is no version ${number}`);
}

async function inForce(versions: VersionStore, now: number): Promise<number> {
  const number = await versions.findNumberInForce(beijingDay(now));
  if (number !== null) return number;
  throw new TongbanError('BAD_USER_INPUT', 'no version is in force today; name two versions');
}

async function newestDraft(versions: VersionStore): Promise<number> {
  const draft = (await versions.listVersions()).find((version) => !isPublished(version));
  if (draft !== undefined) return draft.version;
  throw new TongbanError('BAD_USER_INPUT', 'there is no draft; name two versions');
}
