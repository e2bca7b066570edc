import { sm2SignatureFromDer } from '../../ciphers/sm2SignatureFromDer.ts';
import { verifySm2 } from '../../ciphers/verifySm2.ts';
import { type CipherMessage, cipherMessage } from './CipherMessage.ts';
import type { PlainRequest } from './CipherService.ts';
import type { CipherSuite } from './CipherSuite.ts';
import { openData } from './openData.ts';
import type { OuterRefusal } from './outerMessages.ts';
import { signString } from './signString.ts';

const CLOCK_SKEW_MS = 5 * 60_000;
const SERIAL_LIFE_MS = 10 * 60_000;

/** A call that the gateway lets through to the business system, or its refusal. */
export type GateResult =
  | { readonly message: CipherMessage; readonly plain: PlainRequest }
  | { readonly message: CipherMessage | null; readonly refusal: OuterRefusal };

/** Reads, decrypts and checks the calls of one system, in the order of the specification's section 8. */
export function createGate(suite: CipherSuite, clock: () => number): (body: Buffer) => GateResult {
  /** Serial numbers in order of use, with the instant when each may be forgotten. */
  const serials = new Map<string, number>();

  return (body) => {
    const message = readMessage(body);
    if (message === null) return { message, refusal: 4001 };
    if (message.appCode !== suite.options.appCode) return { message, refusal: 4002 };
    const now = clock();
    if (Math.abs(now - Number(message.timestamp)) > CLOCK_SKEW_MS) return { message, refusal: 4005 };
    const plain = readPlain(message, suite);
    if (plain === null) return { message, refusal: 4004 };
    if (!isSigned(message, plain, suite)) return { message, refusal: 4003 };
    for (const [serial, until] of serials) {
      if (until > now) break;
      serials.delete(serial);
    }
    if (serials.has(message.serialNo)) return { message, refusal: 4006 };
    serials.set(message.serialNo, now + SERIAL_LIFE_MS);
    return { message, plain };
  };
}

function readMessage(body: Buffer): CipherMessage | null {
  const read = cipherMessage.safeParse(parseJson(body));
  return read.success ? read.data : null;
}

function readPlain({ data }: CipherMessage, suite: CipherSuite): PlainRequest | null {
  const text = openData(data, suite);
  const value = text === null ? null : parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Not UTF-8, or not JSON.
    return null;
  }
}

function isSigned(
  { data, signData, ...fields }: CipherMessage,
  plain: PlainRequest,
  suite: CipherSuite,
): boolean {
  const bytes = Buffer.from(signData, 'base64');
  const signature = suite.options.signFormat === 'DER' ? sm2SignatureFromDer(bytes) : bytes;
  const text = textToSign(fields, plain, suite);
  return signature !== null && text !== null && verifySm2(Buffer.from(text), signature, suite.app);
}

function textToSign(
  fields: Readonly<Record<string, string>>,
  plain: PlainRequest,
  { options }: CipherSuite,
): string | null {
  try {
    return signString(fields, plain, options.appSecret);
  } catch {
    // Nested more deeply than any business object.
    return null;
  }
}
