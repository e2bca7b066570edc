import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { unescapeText } from './unescapeText.ts';

/** A document that is well-formed; which elements it has, and what stands in them, is not checked yet. */
export interface BusDocument {
  readonly head: Fields;
  readonly records: readonly {
    readonly no: string;
    readonly kind: string;
    /** Texts of the elements that have nothing else in them. */
    readonly fields: Fields;
    /** Everything inside, as parsed: attributes begin with `@`, entities are as they came. */
    readonly content: Readonly<Record<string, unknown>>;
  }[];
}

type Fields = Readonly<Record<string, string>>;

const empty = z.literal('').transform(() => ({}));
const fields = z.union([empty, z.record(z.string(), z.unknown())]).transform(textsOf);
const record = z.looseObject({ '@no': z.string(), '@kind': z.string() });
const tree = z.object({
  package: z.object({
    head: fields,
    data: z.union([empty, z.object({ RECORD: z.array(record).optional() })]),
  }),
});

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  isArray: (name) => name === 'RECORD',
});

/** Reads the document of a string; `null` for one that gets -2. The encoding that it names means nothing. */
export function readDocument(text: string): BusDocument | null {
  if (text.includes('<!') || unescapeText(text) === null) return null;
  const read = tree.safeParse(parse(text.trim()));
  if (!read.success) return null;
  const { head, data } = read.data.package;
  const records = 'RECORD' in data ? (data.RECORD ?? []) : [];
  return {
    head,
    records: records.map(({ '@no': no, '@kind': kind, ...rest }) => ({
      no,
      kind,
      fields: textsOf(rest),
      content: rest,
    })),
  };
}

function parse(text: string): unknown {
  try {
    return XMLValidator.validate(text) === true ? parser.parse(text) : null;
  } catch {
    // Names that the parser refuses, nesting that it does not follow.
    return null;
  }
}

/** Elements with nothing but text in them. */
function textsOf(values: Readonly<Record<string, unknown>>): Fields {
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, (unescapeText(value) ?? '').trim()] as const] : [],
  );
  return Object.fromEntries(texts);
}
