import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { xmlText } from '../../transport/xmlText.ts';
import type { RequestElement } from './wire.ts';

/** One request, before it is written. */
export interface GbkXmlRequest {
  /** 交易代码. */
  readonly transaction: string;
  /** In the order of the tables; a blank value leaves the element out. */
  readonly elements: readonly (readonly [RequestElement, string])[];
}

/**
 * Writes the body of a question in the reference form, encoded.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for a value that XML or the charset cannot carry.
 * @see docs/dialects/gbk-xml.md, 3
 */
export function writeBody(elements: GbkXmlRequest['elements']): Buffer {
  return encodeGb18030(element('body', elements.map(([name, value]) => optional(name, value)).join('')));
}

function optional(name: string, value: string): string {
  const line = onOneLine(value);
  return line === '' ? '' : element(name, xmlText(line));
}

/** `xmlText` would write tabs and line breaks as character references, which the systems refuse. */
function onOneLine(value: string): string {
  return value.replace(/[\t\n\r]+/g, ' ').trim();
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
