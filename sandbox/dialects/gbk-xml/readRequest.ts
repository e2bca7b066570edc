import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { bodyBytesOf } from './bodyBytesOf.ts';

/** A request that is well-formed; whether it is allowed and complete is not checked yet. */
export interface GbkXmlRequest {
  readonly head: z.infer<typeof head>;
  readonly body: Readonly<Record<string, string>>;
  readonly bodyBytes: Buffer;
}

const head = z.object({
  jydm: z.string().min(1),
  jgdm: z.string().min(1),
  user: z.string().min(1),
  pwd: z.string().min(1),
  sjc: z.string().regex(/^\d{14}$/),
  lsh: z.string().regex(/^[0-9A-Za-z]{12,32}$/),
  zy: z.string().min(1),
});

const message = z.object({
  request: z.object({
    head,
    // An empty element is read as empty text.
    body: z.union([z.literal('').transform(() => ({})), z.record(z.string(), z.string())]),
  }),
});

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreDeclaration: true });

/** Reads a request; `null` for one that gets 1001. */
export function readRequest(bytes: Buffer): GbkXmlRequest | null {
  const text = decode(bytes);
  const bodyBytes = bodyBytesOf(bytes);
  if (text === null || bodyBytes === null) return null;
  // DOCTYPE, comments, CDATA and every reference that is not one of the five entities.
  if (text.includes('<!') || /&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) return null;
  if (XMLValidator.validate(text) !== true) return null;
  const read = message.safeParse(parseTree(text));
  if (!read.success) return null;
  const { head, body } = read.data.request;
  const fields = Object.entries(body).map(([name, value]) => [name, withoutEntities(value).trim()]);
  return { head, body: Object.fromEntries(fields), bodyBytes };
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

const withoutEntities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
