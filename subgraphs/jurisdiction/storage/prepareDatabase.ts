import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { migrate } from './migrate.ts';

type PlaceVaults = readonly (readonly [PlaceKey, PlaceVault])[];

/**
 * Makes a database ready for use: tables up to date, and made with this store key.
 *
 * @param vaults - of each place served.
 * @throws {Error} with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: JurisdictionDatabase, vaults: PlaceVaults): Promise<void> {
  try {
    await migrate(database);
  } catch (error) {
    throw new TongbanError('CONFLICT', `databaseUrl: the database cannot be prepared (${reasonOf(error)})`, {
      cause: error,
    });
  }
  await checkStoreKey(database, vaults);
}

/** With another key no record would be found, and every message would be taken a second time. */
async function checkStoreKey(database: JurisdictionDatabase, vaults: PlaceVaults): Promise<void> {
  const checks = vaults.map(([{ subgraph, jurisdiction }, vault]) => ({
    subgraph,
    jurisdiction,
    key_check: vault.check(),
  }));
  await database
    .insertInto('places')
    .values(checks)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await database.selectFrom('places').selectAll().execute();
  for (const { subgraph, jurisdiction, key_check: expected } of checks) {
    const row = rows.find((known) => known.subgraph === subgraph && known.jurisdiction === jurisdiction);
    if (row?.key_check.equals(expected)) continue;
    throw new TongbanError(
      'CONFLICT',
      `storeKey is not the key that the inbox of ${subgraph} ${jurisdiction} was made with`,
      { jurisdiction },
    );
  }
}

/** pg and Node name the fault by a code; where there is none the message is our own or Kysely's about migrations. */
function reasonOf(error: unknown): string {
  const fault = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(fault instanceof Error)) return 'unknown';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.message;
}
