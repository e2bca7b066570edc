import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CatalogueVersion } from '../versions/CatalogueVersion.ts';
import { isPublished } from '../versions/isPublished.ts';
import type { PublishedVersion } from '../versions/PublishedVersion.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

/** What is known of the versions of the catalogue. */
export class VersionStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** All versions, drafts too, newest first. */
  async listVersions(): Promise<readonly CatalogueVersion[]> {
    return this.#find(sql<SqlBool>`true`);
  }

  /** `null` for a number that no version has. */
  async findVersion(version: number): Promise<CatalogueVersion | null> {
    const [found] = await this.#find(sql<SqlBool>`versions.version = ${version}`);
    return found ?? null;
  }

  /** The published version in force on a day; `null` for a day before the first one. */
  async findInForce(on: CalendarDate): Promise<PublishedVersion | null> {
    const number = await this.findNumberInForce(on);
    const found = number === null ? null : await this.findVersion(number);
    return found !== null && isPublished(found) ? found : null;
  }

  /** Like `findInForce`, for a fraction of the work. */
  async findNumberInForce(on: CalendarDate): Promise<number | null> {
    const row = await askDatabase(
      this.#database
        .selectFrom('versions')
        .select('version')
        .where('published_at', 'is not', null)
        .where('valid_from', '<=', on)
        .orderBy('valid_from', 'desc')
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    return row?.version ?? null;
  }

  /** The next day after a given one on which another published version begins; `null` where none is known. */
  async findNextDay(after: CalendarDate): Promise<CalendarDate | null> {
    const row = await askDatabase(
      this.#database
        .selectFrom('versions')
        .select((versions) => versions.fn.min<string | null>('valid_from').as('next'))
        .where('published_at', 'is not', null)
        .where('valid_from', '>', after)
        .executeTakeFirstOrThrow(),
    );
    return row.next === null ? null : parseCalendarDate(row.next);
  }

  /** Whether the database answers. */
  async answers(): Promise<boolean> {
    await askDatabase(sql`select 1`.execute(this.#database));
    return true;
  }

  async #find(condition: RawBuilder<SqlBool>): Promise<readonly CatalogueVersion[]> {
    const rows = await askDatabase(
      this.#database
        .selectFrom('versions')
        .select([
          'version',
          'title',
          'notice',
          'source',
          'built_in',
          'imported_at',
          'published_at',
          'valid_from',
        ])
        .select((versions) => [
          versions
            .selectFrom('items')
            .whereRef('items.version', '=', 'versions.version')
            .select((items) => [items.fn.countAll<string>().as('count')])
            .as('item_count'),
          versions
            .selectFrom('items')
            .whereRef('items.version', '=', 'versions.version')
            .where('verified', '=', true)
            .select((items) => [items.fn.countAll<string>().as('count')])
            .as('verified_count'),
        ])
        .where(condition)
        .orderBy('version', 'desc')
        .execute(),
    );
    return rows.map((row) => ({
      version: row.version,
      title: row.title,
      notice: row.notice,
      source: row.source,
      builtIn: row.built_in,
      importedAt: row.imported_at.getTime(),
      publication:
        row.published_at === null || row.valid_from === null
          ? null
          : { publishedAt: row.published_at.getTime(), validFrom: parseCalendarDate(row.valid_from) },
      itemCount: Number(row.item_count),
      verifiedItemCount: Number(row.verified_count),
    }));
  }
}
