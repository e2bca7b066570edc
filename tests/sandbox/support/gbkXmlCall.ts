import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import type { GbkXmlOptions } from '../../../sandbox/dialects/gbk-xml/GbkXmlOptions.ts';

/** A request by the specification; `spoil` changes the head or the finished text. */
export interface GbkXmlCall {
  readonly transaction?: string;
  readonly body?: string;
  readonly sjc?: string;
  readonly head?: Readonly<Record<string, string>>;
  readonly spoil?: (text: string) => string;
}

/** The bytes of a request to a `gbk-xml` system, signed with its own account. */
export function gbkXmlCall(options: GbkXmlOptions, call: GbkXmlCall): Buffer {
  const { transaction = 'SBJY01', body = '<body/>', sjc = '20260105093000' } = call;
  const lsh = '430000202601050930000099';
  const zy = createHash(options.digest.toLowerCase())
    .update(`${options.user}${options.password}${sjc}${lsh}`)
    .update(iconv.encode(body, 'gb18030'))
    .digest('hex');
  const pwd = createHash('md5').update(options.password).digest('hex');
  const head = {
    jydm: transaction,
    jgdm: options.agencyCode,
    user: options.user,
    pwd,
    sjc,
    lsh,
    zy,
    ...call.head,
  };
  const elements = Object.entries(head).map(([name, value]) => `<${name}>${value}</${name}>`);
  const text = `<?xml version="1.0" encoding="GBK"?><request><head>${elements.join('')}</head>${body}</request>`;
  return iconv.encode(call.spoil?.(text) ?? text, 'gb18030');
}
