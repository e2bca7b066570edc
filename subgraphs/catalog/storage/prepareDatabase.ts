import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { migrate } from './migrate.ts';

/**
 * Makes a database ready for use: tables up to date.
 *
 * @throws {Error} with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: CatalogDatabase): Promise<void> {
  try {
    await migrate(database);
  } catch (error) {
    throw new TongbanError(
      'CONFLICT',
      `the database of the catalogue cannot be prepared (${reasonOf(error)})`,
      {
        cause: error,
      },
    );
  }
}

/** pg and Node name the fault by a code; where there is none the message is our own or Kysely's about migrations. */
function reasonOf(error: unknown): string {
  const fault = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(fault instanceof Error)) return 'unknown';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.message;
}
