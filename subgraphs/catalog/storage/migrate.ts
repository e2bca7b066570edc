import { Migrator, sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { migrations } from './migrations.ts';

/** Any number that nobody else in this database locks on: the ASCII text `catlog`. */
const LOCK = 0x63_61_74_6c_6f_67;

/**
 * Brings the tables up to date. Several processes may do so at once: one works, the others wait for it.
 *
 * @throws {Error} when a migration fails (nothing of it stays), or when a newer release has migrated this database.
 */
export async function migrate(database: CatalogDatabase): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      await migrateToLatest(database);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

async function migrateToLatest(database: CatalogDatabase): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'catalog',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new TongbanError('CONFLICT', 'the tables of the catalogue cannot be brought up to date', {
      cause: error,
    });
}
