import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { bodyBytesOf } from './bodyBytesOf.ts';
import { withoutEntities } from './withoutEntities.ts';

/** A request that is well-formed; whether it is allowed and complete is not checked yet. */
export interface GbkXmlRequest {
  readonly head: z.infer<typeof head>;
  /** Empty in a transaction whose body is not made of plain elements. */
  readonly body: Readonly<Record<string, string>>;
  readonly bodyBytes: Buffer;
  /** The whole request, decoded. */
  readonly text: string;
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

const message = z.object({ request: z.object({ head, body: z.unknown() }) });
// An empty element is read as empty text.
const texts = z.union([z.literal('').transform(() => ({})), z.record(z.string(), z.string())]);

const NESTED_TRANSACTIONS: ReadonlySet<string> = new Set(['SBJY11']);
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
  if (NESTED_TRANSACTIONS.has(head.jydm)) return { head, body: {}, bodyBytes, text };
  const flat = texts.safeParse(body);
  if (!flat.success) return null;
  const fields = Object.entries(flat.data).map(([name, value]) => [name, withoutEntities(value).trim()]);
  return { head, body: Object.fromEntries(fields), bodyBytes, text };
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
