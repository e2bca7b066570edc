import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { badResponse } from './badResponse.ts';
import { scanXml } from './scanXml.ts';
import { unescapeXml } from './unescapeXml.ts';

/** How much to take, whom to blame, and which elements may repeat. */
interface XmlReading {
  readonly maxDepth: number;
  readonly jurisdiction: DivisionCode;
  /** Names of elements, without prefix, that are always given as an array, one occurrence included. */
  readonly lists?: readonly string[];
  /** Keeps outer blanks, for texts that are documents of their own and may come in several parts; default: trimmed. */
  readonly keepsBlanks?: boolean;
}

/**
 * Parses XML into plain objects: elements by their name without prefix, attributes as `@name`, text beside attributes
 * as `#text`. Values stay text, leading zeros kept and outer blanks trimmed; an empty element is `''`.
 *
 * An element that is missing stands for an empty list: let the shape say so by a default.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for an empty text, a page for people, or anything that is not one
 *   well-formed element without document type; `BAD_ENCODING` for references that are no characters.
 */
export function parseStrictXml(
  text: string,
  { maxDepth, jurisdiction, lists = [], keepsBlanks = false }: XmlReading,
): unknown {
  if (text.trim() === '') throw badResponse(jurisdiction, 'gave an empty answer');
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text)) {
    throw badResponse(jurisdiction, 'gave a page in place of XML');
  }
  scanXml(text, { maxDepth, jurisdiction });
  if (XMLValidator.validate(text) !== true) throw badResponse(jurisdiction, 'did not answer with XML');

  const repeating = new Set(lists);
  const parser = new XMLParser({
    ignoreAttributes: false,
    ignoreDeclaration: true,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: !keepsBlanks,
    maxNestedTags: maxDepth,
    isArray: (name) => repeating.has(name),
    entityDecoder: {
      decode: (value) => unescapeXml(value, jurisdiction),
      // No document type passes the scan, so no entity is ever declared.
      setExternalEntities: () => {},
      addInputEntities: () => {},
      setXmlVersion: () => {},
      reset: () => {},
    },
  });
  try {
    return parser.parse(text);
  } catch (error) {
    if (error instanceof TongbanError) throw error;
    // The parser's message quotes the text, and with it whoever the text is about.
    throw badResponse(jurisdiction, 'did not answer with XML');
  }
}
