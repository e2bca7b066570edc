import { prepareSchema } from '../../serving/storage/prepareSchema.ts';
import type { HolderVault } from '../HolderVault.ts';
import { checkVaultKey } from './checkVaultKey.ts';
import { migrations } from './migrations.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/** The ASCII text `people`. */
const LOCK = 0x70_65_6f_70_6c_65;

/**
 * Makes a database ready for use: tables up to date, and made with this vault key.
 *
 * @throws {TongbanError} CONFLICT with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: PeopleDatabase, vault: HolderVault): Promise<void> {
  await prepareSchema(database, { schema: 'people', migrations, lock: LOCK, what: 'the database of people' });
  await checkVaultKey(database, vault);
}
