import type { FormField } from './ItemForm.ts';

/**
 * The enum of a field with choices; the field's description says what each means: `PICKUP 自取;POSTAL 邮寄`.
 *
 * @throws {Error} where it does not say so of one.
 */
export function enumSdl(name: string, { title, description = '', enum: values = [] }: FormField): string {
  const meanings = new Map(
    description.split(';').map((part) => {
      const [value = '', ...words] = part.trim().split(' ');
      return [value, words.join(' ')] as const;
    }),
  );
  const members = values.map((value) => {
    const meaning = meanings.get(value);
    if (!meaning) throw new Error(`${name}: the form does not say what ${value} means`);
    return `  ${JSON.stringify(meaning)}\n  ${value}\n`;
  });
  return `${JSON.stringify(title)}\nenum ${name} {\n${members.join('')}}\n`;
}
