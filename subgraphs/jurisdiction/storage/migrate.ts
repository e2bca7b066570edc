import { Migrator, sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { migrations } from './migrations.ts';

/** Any number that nobody else in this database locks on: the ASCII text `jurisd`. */
const LOCK = 0x6a_75_72_69_73_64;

/**
 * Brings the tables up to date. Several servers may do so at once: one works, the others wait for it.
 *
 * @throws {Error} when a migration fails (nothing of it stays), or when a newer release has migrated this database.
 */
export async function migrate(database: JurisdictionDatabase): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      await migrateToLatest(database);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

async function migrateToLatest(database: JurisdictionDatabase): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'jurisdiction',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new TongbanError('CONFLICT', 'the tables of the inbox cannot be brought up to date', {
      cause: error,
    });
}
