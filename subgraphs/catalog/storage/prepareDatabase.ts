import { prepareSchema } from '../../serving/storage/prepareSchema.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { migrations } from './migrations.ts';

/** The ASCII text `catlog`. */
const LOCK = 0x63_61_74_6c_6f_67;

/**
 * Makes a database ready for use: tables up to date.
 *
 * @throws {TongbanError} CONFLICT with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: CatalogDatabase): Promise<void> {
  const what = 'the database of the catalogue';
  await prepareSchema(database, { schema: 'catalog', migrations, lock: LOCK, what });
}
