/** What every payload begins with. */
export const DECLARATION = '<?xml version="1.0" encoding="GBK"?>';

/** Names and values of elements, in the order of the specification. */
export type Fields = readonly (readonly [name: string, text: string])[];

/** Elements one behind the other. */
export const writeFields = (fields: Fields): string =>
  fields.map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`).join('');

/** A whole message; `body` is XML already. */
export function writeNodeMessage(headName: 'inhead' | 'outhead', head: Fields, body: string): string {
  const written = body === '' ? '<body/>' : `<body>${body}</body>`;
  return `${DECLARATION}<msg><${headName}>${writeFields(head)}</${headName}>${written}</msg>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
