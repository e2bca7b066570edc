import { TongbanError } from '../../../domain/TongbanError.ts';
import type { HolderVault } from '../HolderVault.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/**
 * Compares the vault key with the one the database was made with. With another key every look-up by number would find
 * nobody, and every import would make all persons a second time.
 *
 * @throws {Error} with one line when it is another key.
 */
export async function checkVaultKey(database: PeopleDatabase, vault: HolderVault): Promise<void> {
  const expected = vault.sealCheck();
  await database
    .insertInto('vault')
    .values({ key_check: expected })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { key_check: stored } = await database
    .selectFrom('vault')
    .select('key_check')
    .executeTakeFirstOrThrow();
  if (!stored.equals(expected))
    throw new TongbanError('CONFLICT', 'vaultKey is not the key that the database of people was made with');
}
