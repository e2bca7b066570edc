import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { DECLARATION } from './nodeXml.ts';

const fields = z.union([z.literal('').transform(() => ({})), z.record(z.string(), z.string())]);
const tree = z.union([z.literal('').transform(() => ({})), z.record(z.string(), z.unknown())]);
const message = z.object({
  msg: z.object({ inhead: fields.optional(), outhead: fields.optional(), body: tree }),
});

/** A message that is well-formed; what stands in its head is not checked yet. Values are trimmed. */
export interface NodeMessageText {
  /** `inhead` or `outhead`; empty where it is missing. */
  readonly head: Readonly<Record<string, string>>;
  /** Elements of the body that hold text and stand once. */
  readonly body: Readonly<Record<string, string>>;
  /** The whole body, elements inside elements included; elements that may be repeated are arrays. */
  readonly tree: Readonly<Record<string, unknown>>;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const REPEATED: ReadonlySet<string> = new Set(['DSR', 'BD']);
const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  isArray: (name) => REPEATED.has(name),
});

/** Whether bytes are a payload at all, and not what a wrong key makes of one. */
export const isPayload = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 5) === DECLARATION.slice(0, 5);

/** Reads a payload; `null` for one that gets 2001. */
export function readNodeMessage(bytes: Buffer): NodeMessageText | null {
  const text = decode(bytes);
  if (!text?.startsWith(DECLARATION)) return null;
  // DOCTYPE, comments, CDATA and every reference that is not one of the five entities.
  if (text.includes('<!') || /&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) return null;
  if (XMLValidator.validate(text) !== true) return null;
  const read = message.safeParse(parseTree(text));
  if (!read.success) return null;
  const { inhead, outhead, body } = read.data.msg;
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    head: plainFields(inhead ?? outhead ?? {}),
    body: plainFields(Object.fromEntries(texts)),
    tree: Object.fromEntries(Object.entries(body).map(([name, part]) => [name, plainTree(part)])),
  };
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    // Bytes that GB18030 does not have.
    return null;
  }
}

function parseTree(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    // Names that the parser refuses, nesting that it does not follow.
    return null;
  }
}

function plainFields(found: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(found).map(([name, text]) => [name, withoutEntities(text).trim()]);
  return Object.fromEntries(entries);
}

function plainTree(node: unknown): unknown {
  if (typeof node === 'string') return withoutEntities(node).trim();
  if (Array.isArray(node)) return node.map(plainTree);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, plainTree(part)]));
}

const withoutEntities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
