import { describe, expect, it } from 'vitest';
import { createNationalCipherSocialInsurance } from '../../../adapters/social-insurance/national-cipher/createNationalCipherSocialInsurance.ts';
import { nationalCipherOptions } from '../../../adapters/social-insurance/national-cipher/options.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { SITE } from './startPlace.ts';

describe('nationalCipherOptions', () => {
  it('fills in the defaults of the specification', () => {
    expect(nationalCipherOptions.parse(SITE)).toEqual({
      ...SITE,
      sm2UserId: '1234567812345678',
      signFormat: 'DER',
      keyMode: 'shared',
      cipherLayout: 'C1C3C2',
      sm4Mode: 'ECB',
      firstPage: 0,
      outerSuccess: 'by-service',
    });
  });

  it.each([
    ['no application', { appCode: '' }],
    ['no secret', { appSecret: '' }],
    ['a short private key', { appPrivateKey: '1f3c' }],
    ['a public key without its 04', { platformPublicKey: SITE.platformPublicKey.slice(2) }],
    ['an unknown form of signature', { signFormat: 'raw' }],
    ['an unknown way with keys', { keyMode: 'fixed' }],
    ['an unknown layout', { cipherLayout: 'C1C3' }],
    ['an unknown mode', { sm4Mode: 'CTR' }],
    ['a first page of two', { firstPage: 2 }],
    ['a first page as text', { firstPage: '0' }],
    ['an outer success as number', { outerSuccess: 200 }],
    ['a misspelled option', { signformat: 'RS' }],
  ])('refuses %s', (_what, options) => {
    expect(nationalCipherOptions.safeParse({ ...SITE, ...options }).success).toBe(false);
  });

  it('says what is wrong without quoting secrets', () => {
    const { error } = nationalCipherOptions.safeParse({ ...SITE, appPrivateKey: '9931' });

    expect(error?.message).toContain('appPrivateKey');
    expect(error?.message).not.toContain('9931');
  });
});

it.each([
  ['a private key beyond the order of the curve', { appPrivateKey: 'f'.repeat(64) }],
  ['a public key beside the curve', { platformPublicKey: `04${'1'.repeat(128)}` }],
])('refuses %s at the start', (_what, options) => {
  const connect = () =>
    createNationalCipherSocialInsurance(
      {
        jurisdiction: parseDivisionCode('44'),
        dialect: 'national-cipher',
        url: 'http://127.0.0.1:1',
        options: { ...SITE, ...options },
      },
      {
        now: () => 0,
        nonce: () => '0'.repeat(16),
        onBreakerState: () => {},
        store: null,
        onInboundFault: () => undefined,
      },
    );

  expect(connect).toThrow(RangeError);
});
