import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseStrictJson } from '../parseStrictJson.ts';
import { parseStrictXml } from '../parseStrictXml.ts';
import { RowFault } from '../RowFault.ts';

const MAX_DEPTH = 8;
/** Control characters beside those of lines, and what stands for a character that was lost. */
const LOST_CHARACTER = /[^\P{Cc}\t\n\r]|\uFFFD/u;
/** Document type, comment, CDATA; character reference; processing instruction. */
const FORBIDDEN_XML = /<!|&#|<\?(?!xml\s)/;

interface ContentReading {
  readonly format: 'json' | 'xml';
  /** Keys whose values are lists; in XML an empty element of such a name is an empty list. */
  readonly lists: readonly string[];
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads 数据内容; in XML as the same objects and arrays that JSON has.
 *
 * @param text - `null` for a content that was too large to be fetched.
 * @throws {RowFault} 107 or 101.
 * @see docs/dialects/exchange-table.md, 5 and 7
 */
export function readContent(
  text: string | null,
  { format, lists, jurisdiction }: ContentReading,
): Readonly<Record<string, unknown>> {
  if (text === null) throw new RowFault('101', '数据内容过大');
  if (LOST_CHARACTER.test(text)) throw lostCharacter();
  const content =
    format === 'json' ? readJson(text, jurisdiction) : readXml(text, new Set(lists), jurisdiction);
  if (!isObject(content)) throw malformed(format);
  if (holdsLostCharacter(content)) throw lostCharacter();
  return content;
}

function readJson(text: string, jurisdiction: DivisionCode): unknown {
  try {
    return parseStrictJson(text, { maxDepth: MAX_DEPTH, jurisdiction });
  } catch (error) {
    if (error instanceof TongbanError && error.code === 'BAD_ENCODING') throw lostCharacter();
    throw malformed('json');
  }
}

function readXml(text: string, lists: ReadonlySet<string>, jurisdiction: DivisionCode): unknown {
  if (FORBIDDEN_XML.test(text)) throw malformed('xml');
  try {
    const document = parseStrictXml(text, { maxDepth: MAX_DEPTH, jurisdiction, lists: ['row'] });
    return isObject(document) ? withLists(document.data, lists) : document;
  } catch {
    throw malformed('xml');
  }
}

/** `{LB: {row: [...]}}` and `{LB: ''}` into arrays, inside rows as well. */
function withLists(value: unknown, lists: ReadonlySet<string>): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => {
    if (!lists.has(key)) return [key, child];
    if (child === '') return [key, []];
    const rows = isObject(child) && Object.keys(child).length === 1 ? child.row : child;
    return [key, Array.isArray(rows) ? rows.map((row: unknown) => withLists(row, lists)) : child];
  });
  return Object.fromEntries(entries);
}

/** Escapes can bring in what the text itself does not show. */
function holdsLostCharacter(value: unknown): boolean {
  if (typeof value === 'string') return LOST_CHARACTER.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsLostCharacter);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const lostCharacter = () => new RowFault('107', '数据内容含有替换符或控制字符');

const malformed = (format: 'json' | 'xml') =>
  new RowFault('101', `数据内容不是合法的${format.toUpperCase()}`);
