import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Of forms; the catalogue has some hundred items. */
const KEPT = 256;

/** Errors about what the applicant can mend name every field at once. */
const ajv = new Ajv2020({ allErrors: true, strict: false });
const compiled = new Map<string, ValidateFunction>();

/** The check of a form's schema. Every answer of the catalogue is another object: what is kept is kept by its text. */
export function compileForm(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const validate = ajv.compile(schema);
  // Ajv itself would keep each for ever.
  ajv.removeSchema(schema);
  const [oldest] = compiled.keys();
  if (compiled.size >= KEPT && oldest !== undefined) compiled.delete(oldest);
  compiled.set(text, validate);
  return validate;
}
