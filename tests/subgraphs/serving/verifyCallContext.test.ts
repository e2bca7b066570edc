import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../../domain/callContext.ts';
import { createContextSigner } from '../../../gateway/upstream/createContextSigner.ts';
import { acceptedKeysFor } from '../../../subgraphs/serving/acceptedKeysFor.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { verifyCallContext } from '../../../subgraphs/serving/verifyCallContext.ts';
import { signTestContext } from './signTestContext.ts';

const MASTER = Uint8Array.from({ length: 32 }, (_, index) => index);
const KEY = deriveContextKey(MASTER, 'people');
const IAT = 1_700_000_000;
const CONTEXT: CallContext = {
  aud: 'people',
  iat: IAT,
  exp: IAT + 30,
  budgetMs: 1_500,
  caller: {
    issuer: 'https://id.example',
    subject: 's-1',
    portal: 'hunan',
    scopes: ['clerk'],
    purpose: 'self',
  },
  requestId: 'r-1',
};
/** Made with Python's `hmac` and `cryptography` 48. */
const SIGNED_ELSEWHERE =
  'v1.eyJhdWQiOiJwZW9wbGUiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDAzMCwiYnVkZ2V0TXMiOjE1MDAsImNhbGxlciI6eyJpc3N1ZXIiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWJqZWN0Ijoicy0xIiwicG9ydGFsIjoiaHVuYW4iLCJzY29wZXMiOlsiY2xlcmsiXSwicHVycG9zZSI6InNlbGYifSwicmVxdWVzdElkIjoici0xIn0.ik4BhqYEW6MtQZInRSfoX1dYvUXoNXS15Y3215xMySA';

const verify = (header: string | undefined, at = IAT + 1) =>
  verifyCallContext(header, { audience: 'people', contextKey: KEY, now: at * 1_000 });
const signed = (changes: Readonly<Record<string, unknown>>, key = KEY) =>
  signTestContext({ ...CONTEXT, ...changes }, key);
const refused = expect.objectContaining({
  code: 'UNAUTHENTICATED',
  message: 'The call context is missing or not valid',
});

describe('deriveContextKey', () => {
  // Computed with `openssl kdf … HKDF` and Python's `cryptography`.
  it.each([
    ['people', '7800d13c4aab732d6ae7be7fdfb959b2d24031c883bad71dedb91f99525b8a24'],
    ['housing-fund/4307', '886ce8905921a7fa6a700a2a36131e0ad8bca96c2b46f23e25f3c5db0d26aaf5'],
  ])('agrees with other implementations for %s', (audience, expected) => {
    const key = deriveContextKey(MASTER, audience);

    expect(Buffer.from(key).toString('hex')).toBe(expected);
  });
});

describe('verifyCallContext', () => {
  it('reads a context that another implementation signed', () => {
    expect(verify(SIGNED_ELSEWHERE)).toEqual(CONTEXT);
  });

  it('reads what the gateway signs', () => {
    const sign = createContextSigner(MASTER, { now: () => IAT * 1_000, monotonic: () => 0 });
    const header = sign('people', {
      requestId: 'r-1',
      traceparent: undefined,
      caller: CONTEXT.caller,
      deadlineAt: 1_500,
      language: 'zh-CN',
    });

    expect(verify(header)).toEqual(CONTEXT);
  });

  it('accepts two keys while the secret is changed, and no third one', () => {
    const [old, young, strange] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte));
    const contextKey = acceptedKeysFor('people', { master: old ?? KEY, also: young ?? KEY });
    const signedUnder = (master: Uint8Array | undefined) =>
      signed({}, deriveContextKey(master ?? KEY, 'people'));
    const verifyBoth = (header: string) =>
      verifyCallContext(header, { audience: 'people', contextKey, now: (IAT + 1) * 1_000 });

    expect([verifyBoth(signedUnder(old)), verifyBoth(signedUnder(young))]).toEqual([CONTEXT, CONTEXT]);
    expect(() => verifyBoth(signedUnder(strange))).toThrow(refused);
  });

  it('keeps a trace context and drops one that is none', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    expect([verify(signed({ traceparent })), verify(signed({ traceparent: 'a\r\nb' }))]).toEqual([
      { ...CONTEXT, traceparent },
      CONTEXT,
    ]);
  });

  it.each([
    ['5 s before it was signed', IAT - 5],
    ['5 s after it expired', IAT + 35],
  ])('holds %s, because clocks differ', (_, at) => {
    expect(verify(signed({}), at)).toEqual(CONTEXT);
  });

  const [version, payload, mac] = signed({}).split('.');
  it.each([
    ['none at all', undefined],
    ['an empty one', ''],
    ['another version', `v2.${payload}.${mac}`],
    ['no signature', `${version}.${payload}`],
    ['a fourth part', `${version}.${payload}.${mac}.x`],
    ['a signature under another key', signed({}, deriveContextKey(MASTER, 'catalog'))],
    [
      'another payload under the same signature',
      `${version}.${signed({ requestId: 'r-2' }).split('.')[1]}.${mac}`,
    ],
    ['a signature with the padding that base64 would have', `${version}.${payload}.${mac}=`],
    ['a shorter signature', `${version}.${payload}.${mac?.slice(0, -1)}`],
    ['another audience', signed({ aud: 'catalog' })],
    ['a life of more than 60 s', signed({ exp: IAT + 61 })],
    ['an end before its beginning', signed({ exp: IAT - 1 })],
    ['no budget', signed({ budgetMs: undefined })],
    ['a negative budget', signed({ budgetMs: -1 })],
    ['a caller without a subject', signed({ caller: { ...CONTEXT.caller, subject: '' } })],
    ['no caller, not even null', signed({ caller: undefined })],
    ['a time that is no number', signed({ iat: `${IAT}` })],
    ['a payload that is a list', signTestContext([], KEY)],
    ['a header far too long', signed({ requestId: 'x'.repeat(8_192) })],
  ])('refuses %s', (_, header) => {
    expect(() => verify(header)).toThrow(refused);
  });

  it.each([
    ['before', IAT - 6],
    ['after', IAT + 36],
  ])('refuses a context long %s its time', (_, at) => {
    expect(() => verify(signed({}), at)).toThrow(refused);
  });

  it('refuses a payload that is signed but is not JSON', () => {
    const text = `v1.${Buffer.from('not json').toString('base64url')}`;
    const header = `${text}.${createHmac('sha256', KEY).update(text).digest('base64url')}`;

    expect(() => verify(header)).toThrow(refused);
  });
});
