import { randomBytes } from 'node:crypto';
import { sm2, sm3, sm4 } from 'sm-crypto-v2';
import { z } from 'zod';
import type { NationalCipherOptions } from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';

const answerShape = z.looseObject({
  code: z.number(),
  data: z.object({ encData: z.string(), encKey: z.string().optional() }),
  signData: z.string(),
});
const plainShape = z.looseObject({
  rtnCode: z.string(),
  person: z.object({ aac001: z.string(), aac002: z.string(), aac003: z.string() }).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  list: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** Asks a `national-cipher` system over its socket, as a client that uses another implementation of the ciphers. */
export async function askNationalCipher(
  url: string,
  options: NationalCipherOptions,
  serviceCode: string,
  plain: Readonly<Record<string, unknown>>,
): Promise<z.infer<typeof plainShape> & { readonly outerCode: number }> {
  const fields = {
    appCode: options.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(Date.now()),
    serviceCode,
    serialNo: randomBytes(12).toString('hex'),
  };
  const der = options.signFormat === 'DER';
  const signature = sm2.doSignature(
    Buffer.from(signText(fields, plain, options.appSecret)),
    options.appPrivateKey,
    { hash: true, der, userId: options.sm2UserId },
  );
  const signData = Buffer.from(signature, 'hex').toString('base64');
  const response = await fetch(`${url}/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...fields, data: seal(JSON.stringify(plain), options), signData }),
  });
  const { data, signData: signed, ...said } = answerShape.parse(await response.json());
  const answer = plainShape.parse(JSON.parse(open(data, options)));
  const text = signText(said, answer, options.appSecret);
  const isSigned = sm2.doVerifySignature(
    Buffer.from(text),
    Buffer.from(signed, 'base64').toString('hex'),
    options.platformPublicKey,
    { hash: true, der, userId: options.sm2UserId },
  );
  if (!isSigned) throw new Error('the signature of the answer does not hold');
  return { ...answer, outerCode: said.code };
}

function signText(fields: object, plain: object, secret: string): string {
  const all = { ...fields, data: JSON.stringify(sorted(plain)) };
  const parts = Object.entries(all)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map((part) => part.join('='));
  return `${parts.join('&')}&key=${secret}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== '');
  return Object.fromEntries(
    members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}

const modeOf = ({ cipherLayout }: NationalCipherOptions): number => (cipherLayout === 'C1C3C2' ? 1 : 0);

const sharedKey = ({ appCode, appSecret }: NationalCipherOptions): string =>
  sm3(`${appCode}${appSecret}`).slice(0, 32);

function seal(text: string, options: NationalCipherOptions): object {
  const isShared = options.keyMode === 'shared';
  const key = isShared ? sharedKey(options) : randomBytes(16).toString('hex');
  const iv = options.sm4Mode === 'CBC' ? randomBytes(16).toString('hex') : '';
  const encData = iv + sm4.encrypt(text, key, iv === '' ? {} : { mode: 'cbc', iv });
  if (isShared) return { encData };
  const sealedKey = sm2.doEncrypt(Buffer.from(key, 'hex'), options.platformPublicKey, modeOf(options));
  return { encData, encKey: `04${sealedKey}` };
}

function open(
  { encData, encKey = '' }: z.infer<typeof answerShape>['data'],
  options: NationalCipherOptions,
): string {
  const key =
    options.keyMode === 'shared'
      ? sharedKey(options)
      : Buffer.from(
          sm2.doDecrypt(encKey.slice(2).toLowerCase(), options.appPrivateKey, modeOf(options), {
            output: 'array',
          }),
        ).toString('hex');
  const hex = encData.toLowerCase();
  const bytes =
    options.sm4Mode === 'CBC'
      ? sm4.decrypt(hex.slice(32), key, { mode: 'cbc', iv: hex.slice(0, 32), output: 'array' })
      : sm4.decrypt(hex, key, { output: 'array' });
  return Buffer.from(bytes).toString('utf8');
}
