import { describe, expect, it } from 'vitest';
import { fromScheme } from '../../../adapters/social-insurance/fromScheme.ts';
import { canonicalJson } from '../../../adapters/social-insurance/national-cipher/canonicalJson.ts';
import { signString } from '../../../adapters/social-insurance/national-cipher/signString.ts';
import { toBenefit } from '../../../adapters/social-insurance/national-cipher/toBenefit.ts';
import { toEligibilityCheck } from '../../../adapters/social-insurance/national-cipher/toEligibilityCheck.ts';
import { toEnrollment } from '../../../adapters/social-insurance/national-cipher/toEnrollment.ts';
import { toSocialSecurityCard } from '../../../adapters/social-insurance/national-cipher/toSocialSecurityCard.ts';
import { toScheme } from '../../../adapters/social-insurance/toScheme.ts';
import { SCHEMES } from '../../../domain/social-insurance/scheme.ts';

describe('code tables', () => {
  it.each([
    ['110', 'EMPLOYEE_PENSION'],
    ['120', 'CIVIL_SERVICE_PENSION'],
    ['170', 'RESIDENT_PENSION'],
    ['210', 'UNEMPLOYMENT'],
    ['310', 'EMPLOYEE_MEDICAL'],
    ['390', 'RESIDENT_MEDICAL'],
    ['410', 'WORK_INJURY'],
    ['510', 'MATERNITY'],
    ['900', 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ] as const)('scheme %s is %s', (code, scheme) => {
    expect(toScheme(code)).toBe(scheme);
  });

  it('asks for every scheme by the code that it reads', () => {
    const known = SCHEMES.filter((scheme) => scheme !== 'UNKNOWN');

    expect(known.map((scheme) => toScheme(fromScheme(scheme)))).toEqual(known);
    expect(() => fromScheme('UNKNOWN')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it.each([
    ['1', 'ACTIVE'],
    ['2', 'SUSPENDED'],
    ['3', 'TERMINATED'],
    ['0', 'UNKNOWN'],
  ])('enrolment state %s is %s', (aac031, state) => {
    const row = { aae140: '110', aac031, aab004: null, aab050: null, yac201: 0 };

    expect(toEnrollment(row).state).toBe(state);
  });

  it.each([
    ['10', '0', 'OLD_AGE_PENSION', 'IN_PAYMENT'],
    ['20', '1', 'UNEMPLOYMENT_BENEFIT', 'SUSPENDED'],
    ['30', '2', 'WORK_INJURY_BENEFIT', 'ENDED'],
    ['40', '3', 'SURVIVOR_BENEFIT', 'UNKNOWN'],
    ['50', '0', 'MATERNITY_ALLOWANCE', 'IN_PAYMENT'],
    ['1', '00', 'UNKNOWN', 'UNKNOWN'],
  ])('benefit %s in state %s is %s, %s', (yae401, yae402, kind, state) => {
    const row = { yae401, yae402, yae403: 1n, aae041: null, yae404: null };

    expect(toBenefit(row, 5)).toEqual({
      asOf: 5,
      kind,
      state,
      monthlyFen: 1n,
      startedIn: null,
      lastPaidIn: null,
    });
  });

  it.each([
    ['00', 'ACTIVE'],
    ['01', 'NOT_ACTIVATED'],
    ['02', 'REPORTED_LOST'],
    ['03', 'CANCELLED'],
    ['1', 'UNKNOWN'],
  ])('card state %s is %s', (yaz503, state) => {
    const row = { aaz500: 'T00000077', yaz501: null, yaz502: null, yaz503 };

    expect(toSocialSecurityCard(row, 5)).toEqual({
      asOf: 5,
      number: 'T00000077',
      issuedOn: null,
      bank: '',
      state,
    });
  });

  it.each([
    ['0', 'DUE'],
    ['1', 'PASSED'],
    ['2', 'OVERDUE'],
    ['3', 'UNKNOWN'],
  ])('check state %s is %s', (yae501, state) => {
    expect(toEligibilityCheck({ yae501, yae502: null, yae503: null }, 5).state).toBe(state);
  });
});

describe('canonicalJson', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
    [{ z: null, y: '', x: undefined, w: 0, v: false, u: [], t: {} }, '{"t":{},"u":[],"v":false,"w":0}'],
    [{ a: { d: '', c: { f: null, e: 1 } } }, '{"a":{"c":{"e":1}}}'],
    [[{ b: '', a: 1 }, null, ''], '[{"a":1},null,""]'],
    // By code unit: digits in the order of text, capitals first, surrogates before U+FF21.
    [{ 9: 1, 10: 2, b: 3, B: 4, Ａ: 5, '\u{2CB69}': 6 }, '{"10":2,"9":1,"B":4,"b":3,"\u{2CB69}":6,"Ａ":5}'],
    [{ a: '/\u{2CB69}"\n' }, '{"a":"/\u{2CB69}\\"\\n"}'],
  ])('writes %j', (value, written) => {
    expect(canonicalJson(value)).toBe(written);
  });
});

it('makes the sign string of the specification', () => {
  const head = {
    appCode: 'tongban-4401',
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: '1767576600000',
    serviceCode: 'SBC202',
    serialNo: '20260105093000A1B2C3D4E5F60001',
    data: { encData: '3897a5b9' },
    signData: 'MEUCIQCN',
  };
  const business = {
    pageSize: 2,
    aac003: '\u{2CB69}小满',
    aac002: '10990119900307002X',
    aae140: '',
    pageNum: 0,
    aae041: '2025-01',
  };

  expect(signString({ head, business: canonicalJson(business), appSecret: 'w7Qm-example-secret' })).toBe(
    'appCode=tongban-4401&data={"aac002":"10990119900307002X","aac003":"\u{2CB69}小满","aae041":"2025-01",' +
      '"pageNum":0,"pageSize":2}&encType=SM4&serialNo=20260105093000A1B2C3D4E5F60001&serviceCode=SBC202' +
      '&signType=SM2&timestamp=1767576600000&version=2.0.0&key=w7Qm-example-secret',
  );
});
