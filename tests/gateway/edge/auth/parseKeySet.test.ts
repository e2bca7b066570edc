import { generateKeyPairSync } from 'node:crypto';
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

it.each([
  ['an RSA key of 2047 bits', () => generateKeyPairSync('rsa', { modulusLength: 2_047 }), false],
  ['an RSA key of 2048 bits', () => generateKeyPairSync('rsa', { modulusLength: 2_048 }), true],
  ['another curve', () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }), false],
  ['Ed25519', () => generateKeyPairSync('ed25519'), true],
  ['X25519', () => generateKeyPairSync('x25519'), false],
])('whether tokens can be verified by %s', (_, generate, isUsable) => {
  const key = generate().publicKey.export({ format: 'jwk' });
  const read = () => parseKeySet(JSON.stringify({ keys: [key] })).keys.length;

  if (isUsable) expect(read()).toBe(1);
  else expect(read).toThrow('it holds no key that tokens can be verified by');
});

it('a shared secret is none of the keys, whatever it stands beside', async () => {
  const { publicKey } = await createTestIssuer();

  expect(parseKeySet(JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }, publicKey] })).keys).toEqual([
    publicKey,
  ]);
});
