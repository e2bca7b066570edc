/** Markup that is ready; text is escaped, markup is not. */
export type Markup = readonly string[];

/** A name with its text, or with the elements inside. */
export type Field = readonly [name: string, content: string | Markup];

/** One element in the reference form; `attributes` with the blank before them. */
export function element(name: string, content: string | Markup, attributes = ''): string {
  const inner = typeof content === 'string' ? escapeText(content) : content.join('');
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

export const elements = (fields: readonly Field[]): Markup =>
  fields.map(([name, content]) => element(name, content));

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
