import type { CasesDatabase } from './CasesDatabase.ts';

/** By which a case is filled in; `null`: there is nothing to fill in. */
export async function findFormSchema(
  database: CasesDatabase,
  caseId: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const row = await database
    .selectFrom('cases')
    .innerJoin('forms', 'forms.form_id', 'cases.form_id')
    .select('forms.schema')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row?.schema ?? null;
}
