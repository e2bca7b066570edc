import { ENUM_NAMES } from './enumNames.ts';
import { enumSdl } from './enumSdl.ts';
import type { FormField, ItemForm } from './ItemForm.ts';

/**
 * The form of an item as an input type: fields in the order of the form, `!` for those that must be filled in.
 *
 * @param enums - of all forms so far, by name; the form's own are added.
 * @throws {Error} for a form that cannot be said in SDL.
 */
export function formSdl(name: string, form: ItemForm, enums: Map<string, string>): string {
  const fields = form.order.map((field) => {
    const schema = form.schema.properties[field];
    if (schema === undefined) throw new Error(`${form.item}: the form has no field ${field}`);
    const type = schema.enum === undefined ? textType(schema) : enumType(form.item, field, schema, enums);
    const isRequired = form.schema.required.includes(field);
    return `  ${JSON.stringify(describe(schema))}\n  ${field}: ${type}${isRequired ? '!' : ''}\n`;
  });
  return `${JSON.stringify(`申请表: ${form.nameZh}`)}\ninput ${name} {\n${fields.join('')}}\n`;
}

function textType({ type, title }: FormField): string {
  if (type !== 'string') throw new Error(`${title}: a form has texts only, this is ${type}`);
  return 'String';
}

function enumType(item: string, field: string, schema: FormField, enums: Map<string, string>): string {
  const name = ENUM_NAMES[`${item}.${field}`] ?? ENUM_NAMES[field];
  if (name === undefined) throw new Error(`${item}: the choices of ${field} have no name; see enumNames.ts`);
  const sdl = enumSdl(name, schema);
  if ((enums.get(name) ?? sdl) !== sdl) throw new Error(`${item}: ${name} means something else elsewhere`);
  enums.set(name, sdl);
  return name;
}

/** What an enum's own values say is not said twice. */
function describe({ title, description, maxLength, enum: values }: FormField): string {
  const format = values === undefined ? description : undefined;
  const limit =
    values === undefined && maxLength !== undefined ? `at most ${maxLength} characters` : undefined;
  const more = [format, limit].filter((part) => part !== undefined).join('; ');
  return more === '' ? title : `${title}: ${more}.`;
}
