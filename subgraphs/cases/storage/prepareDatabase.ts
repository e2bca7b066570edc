import { prepareSchema } from '../../serving/storage/prepareSchema.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { migrations } from './migrations.ts';

/** The ASCII text `cases`. */
const LOCK = 0x63_61_73_65_73;

/**
 * Makes a database ready for use.
 *
 * @throws {TongbanError} CONFLICT with one line that names what to mend, without the database's URL.
 */
export async function prepareDatabase(database: CasesDatabase): Promise<void> {
  await prepareSchema(database, { schema: 'cases', migrations, lock: LOCK, what: 'the database of cases' });
}
