import type { CasesDatabase } from './CasesDatabase.ts';
import { type OpenContents, sealContents } from './sealContents.ts';

/** Seals what was written in a case that is being made. */
export async function storeContents(transaction: CasesDatabase, contents: OpenContents): Promise<void> {
  await transaction
    .insertInto('contents')
    .values(sealContents(contents).map((content) => ({ case_id: contents.caseId, ...content })))
    .execute();
}
