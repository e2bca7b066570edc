import { toEvidence } from '../citations/toEvidence.ts';
import type { FormRow } from '../document/formRow.ts';
import type { ItemForm } from './ItemForm.ts';

/** A row of the catalogue document as a form. */
export function toItemForm(row: FormRow): ItemForm {
  const { item, schema, parties } = row;
  return { itemCode: item, schema, parties, ...toEvidence(row) };
}
