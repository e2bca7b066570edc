import { toEvidence } from '../citations/toEvidence.ts';
import type { FormRow } from '../document/formRow.ts';
import type { ItemForm } from './ItemForm.ts';

/** A row of the catalogue document as a form, its fields in order. */
export function toItemForm(row: FormRow): ItemForm {
  const { item, schema, order, parties } = row;
  const properties = Object.fromEntries(
    order.flatMap((name) => {
      const field = schema.properties[name];
      return field === undefined ? [] : [[name, field]];
    }),
  );
  return { itemCode: item, schema: { ...schema, properties }, parties, ...toEvidence(row) };
}
