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
