import { expect, it } from 'vitest';
import { ConfiguredPolicies } from '../../../gateway/access/ConfiguredPolicies.ts';

const policies = new ConfiguredPolicies({
  whole: [{ portal: 'p', scope: 'clerk', issuer: 'https://a.example' }],
  either: [{ portal: 'q' }, { issuer: 'https://b.example' }],
  nobody: [],
});
const CALLER = {
  issuer: 'https://a.example',
  subject: 's',
  portal: 'p',
  scopes: ['read', 'clerk'],
  purpose: 'self',
};

it.each([
  ['who has all of a grant', {}, ['whole']],
  ['who comes from another portal', { portal: 'r' }, []],
  ['who has no such scope', { scopes: ['read'] }, []],
  ['whom another issuer names', { issuer: 'https://c.example' }, []],
  ['who has one grant of several', { portal: 'q' }, ['either']],
  ['who has another one', { issuer: 'https://b.example' }, ['either']],
])('gives %s what is theirs', async (_, changes, granted) => {
  const given = await policies.grant(['whole', 'either', 'nobody', 'unknown'], { ...CALLER, ...changes });

  expect([...given]).toEqual(granted);
});

it('gives nothing to nobody, and nothing that is not asked for', async () => {
  expect([...(await policies.grant(['whole', 'either'], null))]).toEqual([]);
  expect([...(await policies.grant(['either'], CALLER))]).toEqual([]);
});
