import { createHash } from 'node:crypto';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { xmlText } from '../../transport/xmlText.ts';
import { digest } from './digest.ts';
import type { GbkXmlOptions } from './options.ts';

/** A request whose body is written already. */
export interface GbkXmlEnvelope {
  /** 交易代码. */
  readonly transaction: string;
  /** From `<body` to its end, encoded. */
  readonly body: Buffer;
  /** 交易流水号, 12 to 32 letters and digits. */
  readonly serial: string;
  /** Epoch ms; at most ten minutes from the system's clock. */
  readonly at: number;
}

/**
 * Writes the envelope around a body in the reference form, stamped and digested.
 *
 * @see docs/dialects/gbk-xml.md, 3 and 4
 */
export function writeEnvelope(
  { agencyCode, user, password, digest: algorithm }: GbkXmlOptions,
  { transaction, body, serial, at }: GbkXmlEnvelope,
): Buffer {
  const time = formatBeijingTime(at);
  const head = [
    element('jydm', transaction),
    element('jgdm', agencyCode),
    element('user', user),
    element('pwd', createHash('md5').update(password).digest('hex').toUpperCase()),
    element('sjc', time),
    element('lsh', serial),
    element('zy', digest(algorithm, [user, password, time, serial], body)),
  ].join('');
  return Buffer.concat([
    encodeGb18030(`<?xml version="1.0" encoding="GBK"?>\n<request><head>${head}</head>`),
    body,
    Buffer.from('</request>'),
  ]);
}

function element(name: string, value: string): string {
  return `<${name}>${xmlText(value)}</${name}>`;
}
