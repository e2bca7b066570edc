import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Keeps the procedure that a case begins with: it runs by it to the end, whatever the catalogue says later. */
export async function keepProcedure(transaction: CasesDatabase, procedure: Procedure): Promise<void> {
  await transaction
    .insertInto('procedures')
    .values({ id: procedure.id, version: procedure.version, content: JSON.stringify(procedure) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
