import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/**
 * The id of a case that an operator names.
 *
 * @param named - its id, which is taken as it is, or its number (办件编号).
 * @throws {TongbanError} NOT_FOUND where no case has this number.
 */
export async function findCaseId(database: CasesDatabase, named: string): Promise<string> {
  if (isUuid(named)) return named;
  const row = await database
    .selectFrom('cases')
    .select('case_id')
    .where('case_number', '=', named)
    .executeTakeFirst();
  if (row === undefined) throw new TongbanError('NOT_FOUND', `there is no case ${named}`);
  return row.case_id;
}
