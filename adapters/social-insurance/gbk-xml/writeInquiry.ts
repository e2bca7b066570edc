import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { xmlText } from '../../transport/xmlText.ts';

/**
 * The body of SBJY12, encoded.
 *
 * @see docs/dialects/gbk-xml.md, 10.3
 */
export function writeInquiry(businessKey: string): Buffer {
  return encodeGb18030(`<body><ywbh>${xmlText(businessKey)}</ywbh></body>`);
}
