import { expect, it } from 'vitest';
import { parseKeySet } from '../../../../gateway/edge/auth/parseKeySet.ts';
import { createTestIssuer } from '../support/testIssuer.ts';

it('a set of keys may begin with a mark of the order of bytes, as Windows writes it', async () => {
  const { publicKey } = await createTestIssuer();

  expect(parseKeySet(`\uFEFF${JSON.stringify({ keys: [publicKey] })}\r\n`)).toEqual({ keys: [publicKey] });
});

it.each([
  ['without its curve', { crv: undefined }],
  ['on a curve that is no curve of ours', { crv: 'P-384' }],
  ['whose point is garbled', { x: 'AAAA' }],
  ['to encrypt with', { use: 'enc' }],
  ['for something else than verifying', { key_ops: ['encrypt'] }],
  ['for an algorithm that is not ours', { alg: 'RS512' }],
  ['that is private', { d: 'AAAA' }],
])('a set whose only key is one %s is refused; beside a good one it is passed over', async (_, change) => {
  const { publicKey } = await createTestIssuer();
  const bad = { ...publicKey, ...change };

  expect(() => parseKeySet(JSON.stringify({ keys: [bad] }))).toThrow('it holds no key');
  expect(parseKeySet(JSON.stringify({ keys: [bad, publicKey] })).keys).toHaveLength(2);
});
