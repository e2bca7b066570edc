import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import { createContextSigner } from '../../../gateway/upstream/createContextSigner.ts';

const secret = Buffer.from('an example secret of 32 bytes and more');
const clock = { now: () => 1_700_000_000_900, monotonic: () => 5_000 };
const context: GatewayRequestContext = {
  requestId: 'r1',
  traceparent: undefined,
  caller: { issuer: 'https://id.example', subject: 'opaque', portal: 'p', scopes: ['read'], purpose: 'self' },
  signal: new AbortController().signal,
  deadlineAt: 6_500.7,
  language: 'en',
};

/** RFC 5869 written out, so that the signer is not checked against itself. */
function deriveKey(audience: string): Buffer {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
  return createHmac('sha256', extracted).update(`tongban-context:${audience}\u0001`).digest();
}

it('signs what the subgraph must know under a key of this endpoint only', () => {
  const [version, payload = '', mac] = createContextSigner(secret, clock)('funds/43', context).split('.');

  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
    aud: 'funds/43',
    iat: 1_700_000_000,
    exp: 1_700_000_030,
    budgetMs: 1_500,
    caller: context.caller,
    requestId: 'r1',
  });
  const expected = createHmac('sha256', deriveKey('funds/43'))
    .update(`${version}.${payload}`)
    .digest('base64url');
  expect([version, mac]).toEqual(['v1', expected]);
});

it('writes whatever it is given as JSON, whoever asks and however often', () => {
  const sign = createContextSigner(secret, clock);
  const caller = { ...context.caller, subject: '"张\\\n', portal: '\u2028' } as typeof context.caller;
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const payloadOf = (given: GatewayRequestContext) =>
    JSON.parse(Buffer.from(sign('funds/"43', given).split('.')[1] ?? '', 'base64url').toString());

  for (const requestId of ['r"1', 'r2']) {
    const told = { aud: 'funds/"43', caller, requestId, traceparent };
    expect(payloadOf({ ...context, caller, requestId, traceparent })).toMatchObject(told);
  }
  expect(payloadOf({ ...context, caller: null })).toMatchObject({ caller: null, requestId: 'r1' });
});

it('signs differently for every endpoint', () => {
  const sign = createContextSigner(secret, clock);

  expect(sign('funds/43', context).split('.')[2]).not.toBe(sign('funds/4307', context).split('.')[2]);
});

it('never promises time that is over', () => {
  const [, payload = ''] = createContextSigner(secret, clock)('a', { ...context, deadlineAt: 1 }).split('.');

  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ budgetMs: 0 });
});

it('refuses a secret that can be guessed', () => {
  expect(() => createContextSigner(Buffer.from('short'))).toThrow(RangeError);
});

it('tells an endpoint that has less time than the request how much that is', () => {
  const [, payload = ''] = createContextSigner(secret, clock)('a', context, 5_400.9).split('.');

  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ budgetMs: 400 });
});
