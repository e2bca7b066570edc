import type { CasesDatabase } from './CasesDatabase.ts';

/** Whose case a step belongs to: the holders of all its parties, each once. */
export async function findStepHolders(database: CasesDatabase, stepKey: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('parties')
    .innerJoin('steps', 'steps.case_id', 'parties.case_id')
    .where('steps.step_key', '=', stepKey)
    .select('parties.holder_id')
    .distinct()
    .execute();
  return rows.map(({ holder_id }) => holder_id);
}
