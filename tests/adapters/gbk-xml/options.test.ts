import { describe, expect, it } from 'vitest';
import { gbkXmlOptions } from '../../../adapters/social-insurance/gbk-xml/options.ts';

const least = { agencyCode: '430000', user: 'tongban_cx', password: 'Px7!example' };

describe('gbkXmlOptions', () => {
  it('fills in the defaults of the specification', () => {
    expect(gbkXmlOptions.parse(least)).toEqual({
      ...least,
      digest: 'MD5',
      rareCharacters: 'question',
      padding: 'none',
      emptyDate: 'blank',
    });
  });

  it.each([
    ['a short agency code', { agencyCode: '43000' }],
    ['a long agency code', { agencyCode: '4300000000000' }],
    ['no user', { user: '' }],
    ['a long user', { user: 'u'.repeat(33) }],
    ['a user with a blank', { user: 'a b' }],
    ['no password', { password: '' }],
    ['a password outside ASCII', { password: '密码' }],
    ['an unknown digest', { digest: 'SM3' }],
    ['an unknown way with rare characters', { rareCharacters: 'gbk' }],
    ['an unknown padding', { padding: 'tab' }],
    ['an unknown empty date', { emptyDate: 'null' }],
    ['another handling than the one offered', { handling: true }],
    ['a misspelled option', { Digest: 'MD5' }],
  ])('refuses %s', (_what, options) => {
    expect(gbkXmlOptions.safeParse({ ...least, ...options }).success).toBe(false);
  });

  it('says what is wrong without quoting the password', () => {
    const { error } = gbkXmlOptions.safeParse({ ...least, password: '密码9931' });

    expect(error?.message).toContain('password');
    expect(error?.message).not.toContain('9931');
  });
});
