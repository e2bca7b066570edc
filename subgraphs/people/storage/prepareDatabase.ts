import { TongbanError } from '../../../domain/TongbanError.ts';
import type { HolderVault } from '../HolderVault.ts';
import { checkVaultKey } from './checkVaultKey.ts';
import { migrate } from './migrate.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/**
 * Makes a database ready for use: tables up to date, and made with this vault key.
 *
 * @throws {Error} with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: PeopleDatabase, vault: HolderVault): Promise<void> {
  try {
    await migrate(database);
  } catch (error) {
    throw new TongbanError('CONFLICT', `the database of people cannot be prepared (${reasonOf(error)})`, {
      cause: error,
    });
  }
  await checkVaultKey(database, vault);
}

/** pg and Node name the fault by a code; where there is none the message is our own or Kysely's about migrations. */
function reasonOf(error: unknown): string {
  const fault = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(fault instanceof Error)) return 'unknown';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.message;
}
