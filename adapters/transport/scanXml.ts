import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from './badResponse.ts';

/** What the scan enforces and whom it blames. */
interface XmlScan {
  readonly maxDepth: number;
  readonly jurisdiction: DivisionCode;
}

/** Outside the production Char of XML 1.0; C0 controls above all. */
const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Refuses, in one pass over the text before anything is built, what must not reach a parser or what ours overlooks:
 * any DOCTYPE (with it entities, external ones too), processing instructions, nesting beyond the cap, text or a second
 * element beside the root, characters that XML does not have.
 *
 * Names and attributes are left to the validator.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE`.
 */
export function scanXml(text: string, { maxDepth, jurisdiction }: XmlScan): void {
  const refuse = (what: string) => badResponse(jurisdiction, what);
  if (NO_CHARACTER.test(text)) throw refuse('sent a control character in XML');

  let depth = 0;
  let roots = 0;
  let at = afterDeclaration(text);
  for (;;) {
    const next = text.indexOf('<', at);
    const between = next === -1 ? text.slice(at) : text.slice(at, next);
    if (depth === 0 && between.trim() !== '') throw refuse('sent text outside the root of XML');
    if (next === -1) break;

    if (text.startsWith('<!--', next)) {
      at = after(text, '-->', next + 4);
    } else if (text.startsWith('<![CDATA[', next) && depth > 0) {
      at = after(text, ']]>', next + 9);
    } else if (text.startsWith('<!', next)) {
      throw refuse('sent a document type with XML, which may hold entities');
    } else if (text.startsWith('<?', next)) {
      throw refuse('sent a processing instruction with XML');
    } else if (text.startsWith('</', next)) {
      depth -= 1;
      at = after(text, '>', next);
    } else {
      if (depth === 0) roots += 1;
      if (depth >= maxDepth) throw refuse(`nests XML deeper than ${maxDepth} levels`);
      at = afterStartTag(text, next);
      if (text.charAt(at - 2) !== '/') depth += 1;
    }
    if (at === 0 || depth < 0) throw refuse('sent XML that is cut off or unbalanced');
  }
  if (depth !== 0 || roots !== 1) throw refuse('sent XML that is cut off or unbalanced');
}

function afterDeclaration(text: string): number {
  return /^<\?xml\s[^<>?]*\?>/.exec(text)?.[0].length ?? 0;
}

/** Where the text goes on after the mark; 0 when the mark does not come. */
function after(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from);
  return index === -1 ? 0 : index + mark.length;
}

/** Like `after`, for the `>` that ends a start tag: one inside an attribute's quotes does not. */
function afterStartTag(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '>') return at + 1;
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      if (end === -1) return 0;
      at = end;
    }
    at += 1;
  }
  return 0;
}
