import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  trimValues: false,
  isArray: (name) => name === 'row',
});
const document = z.object({ data: z.unknown() });
const DECLARATION = /^<\?xml [^?]*\?>/;
/** Declarations of types, comments, CDATA, instructions, attributes, and entities that are none of the five. */
const FORBIDDEN = /<[!?]|<[^>/\s]+\s+[^>/\s]|&(?!(?:amp|lt|gt|quot|apos);)/;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

/** What the text of column `qqnr` says, lists of XML as arrays; `null` for what is not well formed. */
export function parseContent(text: string, format: 'json' | 'xml'): unknown {
  return format === 'json' ? fromJson(text) : fromXml(text);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fromXml(text: string): unknown {
  if (FORBIDDEN.test(text.replace(DECLARATION, '')) || XMLValidator.validate(text) !== true) return null;
  const tree: unknown = parser.parse(text);
  return plain(document.safeParse(tree).data?.data);
}

function plain(node: unknown): unknown {
  if (typeof node === 'string') return node.replace(/&[a-z]+;/g, (entity) => ENTITIES.get(entity) ?? entity);
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  if ('row' in node) return plain(node.row);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
}
