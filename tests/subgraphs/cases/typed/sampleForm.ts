import type { ItemForm } from '../../../../schema/typed/ItemForm.ts';

/** Texts of which one fits every format that the catalogue's forms ask for. */
const CANDIDATES = ['2031-07-05', '2031-07', '1200.00', '340200', '5', '6222000011117777', '0731-77665544'];

/** A form with every field filled in, as it should be. */
export const sampleForm = ({ order, schema }: ItemForm): Readonly<Record<string, string>> =>
  Object.fromEntries(order.map((field) => [field, sampleText(schema.properties[field], field)]));

function sampleText(schema: ItemForm['schema']['properties'][string] | undefined, field: string): string {
  if (schema?.enum?.[0] !== undefined) return schema.enum[0];
  if (schema?.pattern === undefined) return `暗号${field}`.slice(0, schema?.maxLength);
  const pattern = new RegExp(schema.pattern, 'u');
  const text = CANDIDATES.find(
    (candidate) => pattern.test(candidate) && candidate.length <= (schema.maxLength ?? 99),
  );
  if (text === undefined) throw new Error(`no sample for ${field}: ${schema.pattern}`);
  return text;
}
