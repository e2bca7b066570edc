import { expect, it } from 'vitest';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { signCallContext } from '../../../subgraphs/serving/signCallContext.ts';
import { verifyCallContext } from '../../../subgraphs/serving/verifyCallContext.ts';
import { signTestContext } from './signTestContext.ts';

const contextKey = deriveContextKey(new Uint8Array(32).fill(7), 'cases');
const given = {
  audience: 'cases',
  contextKey,
  now: 1_800_000_000_999,
  budgetMs: 4_999.7,
  requestId: 'r-1',
  caller: { issuer: 'tongban', subject: 's', portal: '', scopes: ['step-results'], purpose: 'p' },
};

it('signs a context that holds for 30 s for its audience', () => {
  const header = signCallContext({ ...given, traceparent: '00-ab-cd-01' });

  expect(verifyCallContext(header, { audience: 'cases', contextKey, now: given.now })).toEqual({
    aud: 'cases',
    iat: 1_800_000_000,
    exp: 1_800_000_030,
    budgetMs: 4_999,
    caller: given.caller,
    requestId: 'r-1',
    traceparent: '00-ab-cd-01',
  });
  expect(() => verifyCallContext(header, { audience: 'people', contextKey, now: given.now })).toThrow();
});

it('signs as the contract describes it', () => {
  const content = {
    aud: 'cases',
    iat: 1_800_000_000,
    exp: 1_800_000_030,
    budgetMs: 0,
    caller: null,
    requestId: 'r',
  };

  expect(signCallContext({ ...given, budgetMs: -3, caller: null, requestId: 'r' })).toBe(
    signTestContext(content, contextKey),
  );
});
