import { expect, it } from 'vitest';
import { VerifiedTokens } from '../../../../gateway/edge/auth/VerifiedTokens.ts';

const caller = { issuer: 'i', subject: 's', portal: 'p', scopes: [], purpose: 'self' };
const NOW = 1_000_000;

it.each([
  ['until it expires', NOW + 10_000, 10_000],
  ['for a minute, however long it lasts', NOW + 3_600_000, 60_000],
])('remembers a good token %s', (_, expiresAt, ms) => {
  const verified = new VerifiedTokens();
  verified.remember('token', { caller, expiresAt, key: 'k', terms: 't' }, NOW);

  expect(verified.find('token', NOW + ms - 1)).toMatchObject({ caller, expiresAt, key: 'k' });
  expect(verified.find('token', NOW + ms)).toBeUndefined();
  expect(verified.find('another', NOW)).toBeUndefined();
});

it('remembers ten thousand tokens, the last ones', () => {
  const verified = new VerifiedTokens();
  const token = { caller, expiresAt: NOW + 10_000, key: 'k', terms: 't' };
  const remember = (n: number) => verified.remember(`token ${n}`, token, NOW);
  for (let n = 0; n < 10_000; n++) remember(n);
  remember(0);
  remember(10_000);

  const known = [0, 1, 2, 10_000].map((n) => verified.find(`token ${n}`, NOW) !== undefined);
  expect(known).toEqual([true, false, true, true]);
});
