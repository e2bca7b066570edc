import { formSection } from '../document/formSection.ts';
import { procedureSection } from '../document/procedureSection.ts';
import type { DocumentStore } from '../storage/DocumentStore.ts';
import { ProcedureIndex } from './ProcedureIndex.ts';
import { toItemForm } from './toItemForm.ts';
import { toProcedure } from './toProcedure.ts';

/** How the items of a version are handled; versions of before there were procedures have none. */
export async function loadProcedureIndex(documents: DocumentStore, version: number): Promise<ProcedureIndex> {
  const [procedures, forms] = await Promise.all([
    documents.readSection(version, procedureSection),
    documents.readSection(version, formSection),
  ]);
  return new ProcedureIndex(procedures.map(toProcedure), forms.map(toItemForm));
}
