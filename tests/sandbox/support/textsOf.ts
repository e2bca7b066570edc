/** Text of all elements of this name, trimmed. */
export const textsOf = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text.trim());

/** Text of the first element of this name; empty where there is none. */
export const textOf = (xml: string, name: string): string => textsOf(xml, name)[0] ?? '';
