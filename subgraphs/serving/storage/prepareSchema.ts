import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { explainDatabaseFault } from './explainDatabaseFault.ts';

export interface SchemaOptions {
  readonly schema: string;
  /** Every change of the tables, by name, in order. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Any number that nobody else in this database locks on. */
  readonly lock: number;
  /** Names the database to whoever must mend it. */
  readonly what: string;
}

/**
 * Brings the tables up to date. Several processes may do so at once: one works, the others wait for it.
 *
 * @throws {TongbanError} CONFLICT with one line that names what to mend, without the database's URL: it cannot be
 *   used, a migration fails (nothing of it stays), or a newer release has migrated it.
 */
export async function prepareSchema<Tables>(
  database: Kysely<Tables>,
  { schema, migrations, lock, what }: SchemaOptions,
): Promise<void> {
  try {
    await database.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${lock})`.execute(connection);
      try {
        const provider = { getMigrations: async () => ({ ...migrations }) };
        const migrator = new Migrator({ db: database, provider, migrationTableSchema: schema });
        const { error } = await migrator.migrateToLatest();
        if (error !== undefined) throw error;
      } finally {
        await sql`select pg_advisory_unlock(${lock})`.execute(connection);
      }
    });
  } catch (cause) {
    const fault = explainDatabaseFault(cause);
    const help = fault === null ? '' : `: ${fault.found}; ${fault.next}`;
    throw new TongbanError('CONFLICT', `${what} cannot be prepared (${reasonOf(cause)})${help}`, { cause });
  }
}

/** pg and Node name the fault by a code; where there is none the message is Kysely's about migrations. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
