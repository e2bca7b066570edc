import { isUuid } from '../../serving/isUuid.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toMandate } from './toMandate.ts';

/**
 * A mandate as nobody can change it until the transaction ends; `null` for an id that is none.
 *
 * @param isChanged - whether it is to be changed; else others may read it meanwhile.
 */
export async function lockMandate(
  transaction: CasesDatabase,
  mandateId: string,
  isChanged: boolean,
): Promise<Mandate | null> {
  if (!isUuid(mandateId)) return null;
  const query = transaction.selectFrom('mandates').selectAll().where('mandate_id', '=', mandateId);
  const row = await (isChanged ? query.forUpdate() : query.forShare()).executeTakeFirst();
  return row === undefined ? null : toMandate(row);
}
