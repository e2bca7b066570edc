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
