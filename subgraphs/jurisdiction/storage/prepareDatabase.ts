import { TongbanError } from '../../../domain/TongbanError.ts';
import { prepareSchema } from '../../serving/storage/prepareSchema.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { migrations } from './migrations.ts';

/** The ASCII text `jurisd`. */
const LOCK = 0x6a_75_72_69_73_64;

type PlaceVaults = readonly (readonly [PlaceKey, PlaceVault])[];

/**
 * Makes a database ready for use: tables up to date, and made with this store key.
 *
 * @param vaults - of each place served.
 * @throws {TongbanError} CONFLICT with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: JurisdictionDatabase, vaults: PlaceVaults): Promise<void> {
  const what = 'databaseUrl: the database';
  await prepareSchema(database, { schema: 'jurisdiction', migrations, lock: LOCK, what });
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
