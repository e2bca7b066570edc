import type { Mandate } from '../mandates/Mandate.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toMandate } from './toMandate.ts';

const MOST = 100;

/** Mandates of somebody, given or got, the latest first; 100 at most. */
export async function listMandates(database: CasesDatabase, holderId: string): Promise<readonly Mandate[]> {
  const rows = await database
    .selectFrom('mandates')
    .selectAll()
    .where((where) => where.or([where('principal', '=', holderId), where('agent', '=', holderId)]))
    .orderBy('given_at', 'desc')
    .orderBy('mandate_id')
    .limit(MOST)
    .execute();
  return rows.map(toMandate);
}
