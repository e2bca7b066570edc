import iconv from 'iconv-lite';
import { signSm2 } from '../../ciphers/signSm2.ts';
import { sm2SignatureToDer } from '../../ciphers/sm2SignatureToDer.ts';
import type { CipherMessage } from './CipherMessage.ts';
import type { CipherSuite } from './CipherSuite.ts';
import { sealData } from './sealData.ts';
import { signString } from './signString.ts';

/** What an answer says. */
export interface CipherAnswer {
  /** The request, whose codes are repeated; `null` when it could not be read. */
  readonly message: CipherMessage | null;
  readonly code: number;
  readonly text: string;
  /** The business object; only with a code of success. */
  readonly plain?: unknown;
}

/**
 * The bytes of an answer: sealed first, signed after it.
 *
 * @param now - epoch ms.
 * @param isWrongCharset - writes GB18030, inside and outside, though the header says UTF-8.
 */
export function writeAnswer(
  { message, code, text, plain }: CipherAnswer,
  suite: CipherSuite,
  now: number,
  isWrongCharset: boolean,
): Buffer {
  const encode = (content: string): Buffer =>
    isWrongCharset ? iconv.encode(content, 'gb18030') : Buffer.from(content);
  const fields = {
    ...(message === null ? {} : { appCode: message.appCode }),
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(now),
    ...(message === null ? {} : { serviceCode: message.serviceCode, serialNo: message.serialNo }),
    code,
    message: text,
  };
  if (plain === undefined) return encode(JSON.stringify(fields));
  const { options, platform, randomBytes } = suite;
  const data = sealData(encode(JSON.stringify(plain)), suite);
  const signature = signSm2(encode(signString(fields, plain, options.appSecret)), {
    ...platform,
    randomBytes,
  });
  const signData = options.signFormat === 'DER' ? sm2SignatureToDer(signature) : signature;
  return encode(JSON.stringify({ ...fields, data, signData: signData.toString('base64') }));
}
