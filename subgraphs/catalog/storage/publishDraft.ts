import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { countVanishing, type VanishingRows } from './countVanishing.ts';
import { lockVersions } from './lockVersions.ts';
import { refuseRewrittenProcedures } from './refuseRewrittenProcedures.ts';
import { setPublished } from './setPublished.ts';
import { VersionStore } from './VersionStore.ts';

/** More than this share of a section's rows does not vanish by intention. */
const MAX_VANISHING = 0.2;

export interface PublishDraftOptions {
  /** Default: the newest draft. */
  readonly version: number | null;
  /** In force from this day on; default: the day the document names where it is still to come, else `today`. */
  readonly validFrom: CalendarDate | null;
  readonly today: CalendarDate;
  /** Epoch ms. */
  readonly publishedAt: number;
  /** Publishes also where much of what is in force would vanish. */
  readonly confirmRemovals: boolean;
  /** Publishes also for days that are over, for which another version, or none, was in force until now. */
  readonly backdate: boolean;
}

/** What was published. */
export interface CataloguePublication {
  readonly version: number;
  readonly validFrom: CalendarDate;
  /** The version that was in force on that day before; `null` for the first one. */
  readonly replaces: number | null;
  /** The day from which on a later version takes its place already; `null` where there is none. */
  readonly until: CalendarDate | null;
  /** The version in force today, from now on; `null` for none. */
  readonly inForce: number | null;
}

/**
 * Publishes a draft.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line: there is no such draft, the day is over, or it rewrites a
 *   procedure that is published; CONFLICT: too much
 *   would vanish, or it would never be in force.
 */
export async function publishDraft(
  database: CatalogDatabase,
  options: PublishDraftOptions,
): Promise<CataloguePublication> {
  return database.transaction().execute(async (transaction) => {
    await lockVersions(transaction);
    const { version, proposedFrom } = await findDraft(transaction, options.version);
    const { today, backdate, confirmRemovals, publishedAt } = options;
    const validFrom = options.validFrom ?? latest(proposedFrom, today);
    if (validFrom < today && !backdate) refuseDay(version, validFrom);

    const versions = new VersionStore(transaction);
    const replaces = await versions.findNumberInForce(validFrom);
    if (!confirmRemovals) {
      const inForceToday = await versions.findNumberInForce(today);
      for (const older of new Set([inForceToday, replaces])) {
        if (older !== null) refuseLoss(version, older, await countVanishing(transaction, older, version));
      }
    }
    // Another draft with the same procedure may have been published since this one was imported.
    await refuseRewrittenProcedures(transaction, version);
    await setPublished(transaction, version, { validFrom, publishedAt });
    const inForceThen = await versions.findNumberInForce(validFrom);
    if (inForceThen !== version) refuseSameDay(version, validFrom, inForceThen);
    return {
      version,
      validFrom,
      replaces,
      until: await versions.findNextDay(validFrom),
      inForce: await versions.findNumberInForce(today),
    };
  });
}

// Calendar dates in ISO form compare as text.
const latest = (proposed: CalendarDate | null, today: CalendarDate): CalendarDate =>
  proposed !== null && proposed > today ? proposed : today;

async function findDraft(database: CatalogDatabase, number: number | null) {
  const query = database.selectFrom('versions').select(['version', 'proposed_from', 'published_at']);
  const found =
    number === null
      ? await query.where('published_at', 'is', null).orderBy('version', 'desc').limit(1).executeTakeFirst()
      : await query.where('version', '=', number).executeTakeFirst();
  if (found === undefined) {
    throw new TongbanError(
      'BAD_USER_INPUT',
      number === null ? 'there is no draft; import a catalogue first' : `there is no version ${number}`,
    );
  }
  if (found.published_at !== null) {
    throw new TongbanError('BAD_USER_INPUT', `version ${found.version} is published already`);
  }
  const proposed = found.proposed_from;
  return { version: found.version, proposedFrom: proposed === null ? null : parseCalendarDate(proposed) };
}

function refuseLoss(version: number, replaces: number, sections: readonly VanishingRows[]): void {
  const lost = sections.filter(({ rows, vanishing }) => vanishing > rows * MAX_VANISHING);
  if (lost.length === 0) return;
  const what = lost.map(({ section, rows, vanishing }) => `${vanishing} of ${rows} ${section}`).join(', ');
  throw new TongbanError(
    'CONFLICT',
    `version ${version} lacks ${what} that version ${replaces} has; see tongban catalog diff, then give --confirm-removals`,
  );
}

function refuseDay(version: number, validFrom: CalendarDate): never {
  throw new TongbanError(
    'BAD_USER_INPUT',
    `version ${version} would change what was in force since ${validFrom}; name a day from today on, or give --backdate`,
  );
}

function refuseSameDay(version: number, validFrom: CalendarDate, newer: number | null): never {
  throw new TongbanError(
    'CONFLICT',
    `version ${version} would never be in force: version ${newer} is from ${validFrom} on too, and newer`,
  );
}
