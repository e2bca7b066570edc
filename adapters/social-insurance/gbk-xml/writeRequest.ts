import { createHash } from 'node:crypto';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { xmlText } from '../../transport/xmlText.ts';
import { digest } from './digest.ts';
import type { GbkXmlOptions } from './options.ts';
import type { RequestElement } from './wire.ts';

/** One request, before it is written. */
export interface GbkXmlRequest {
  /** 交易代码. */
  readonly transaction: string;
  /** In the order of the tables; a blank value leaves the element out. */
  readonly elements: readonly (readonly [RequestElement, string])[];
  /** 交易流水号, 12 to 32 letters and digits. */
  readonly serial: string;
  /** Epoch ms; at most ten minutes from the system's clock. */
  readonly at: number;
}

/**
 * Writes a request in the reference form, digested and encoded.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for a value that XML or the charset cannot carry.
 * @see docs/dialects/gbk-xml.md, 3 and 4
 */
export function writeRequest(
  { agencyCode, user, password, digest: algorithm }: GbkXmlOptions,
  { transaction, elements, serial, at }: GbkXmlRequest,
): Buffer {
  const time = formatBeijingTime(at);
  const body = encodeGb18030(
    element('body', elements.map(([name, value]) => optional(name, value)).join('')),
  );
  const head = [
    optional('jydm', transaction),
    optional('jgdm', agencyCode),
    optional('user', user),
    optional('pwd', createHash('md5').update(password).digest('hex').toUpperCase()),
    optional('sjc', time),
    optional('lsh', serial),
    optional('zy', digest(algorithm, [user, password, time, serial], body)),
  ].join('');
  return Buffer.concat([
    encodeGb18030(`<?xml version="1.0" encoding="GBK"?>\n<request>${element('head', head)}`),
    body,
    Buffer.from('</request>'),
  ]);
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
