import { describe, expect, it } from 'vitest';
import { fromScheme } from '../../../adapters/social-insurance/fromScheme.ts';
import { bodyBytes } from '../../../adapters/social-insurance/gbk-xml/bodyBytes.ts';
import { restoreRareCharacters } from '../../../adapters/social-insurance/gbk-xml/restoreRareCharacters.ts';
import { toBenefit } from '../../../adapters/social-insurance/gbk-xml/toBenefit.ts';
import { toEligibilityCheck } from '../../../adapters/social-insurance/gbk-xml/toEligibilityCheck.ts';
import { toEnrollment } from '../../../adapters/social-insurance/gbk-xml/toEnrollment.ts';
import { toSocialSecurityCard } from '../../../adapters/social-insurance/gbk-xml/toSocialSecurityCard.ts';
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
    const row = { aae140: '110', aac031, aab004: '', aab050: null, yac201: 0 };

    expect(toEnrollment(row).state).toBe(state);
  });

  it.each([
    ['1', '1', 'OLD_AGE_PENSION', 'IN_PAYMENT'],
    ['2', '2', 'UNEMPLOYMENT_BENEFIT', 'SUSPENDED'],
    ['3', '3', 'WORK_INJURY_BENEFIT', 'ENDED'],
    ['4', '0', 'SURVIVOR_BENEFIT', 'UNKNOWN'],
    ['5', '1', 'MATERNITY_ALLOWANCE', 'IN_PAYMENT'],
    ['10', '4', 'UNKNOWN', 'UNKNOWN'],
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
    ['1', 'ACTIVE'],
    ['2', 'NOT_ACTIVATED'],
    ['3', 'REPORTED_LOST'],
    ['4', 'CANCELLED'],
    ['01', 'UNKNOWN'],
  ])('card state %s is %s', (yaz503, state) => {
    const row = { aaz500: 'T00000077', yaz501: null, yaz502: '', yaz503 };

    expect(toSocialSecurityCard(row, 5)).toEqual({
      asOf: 5,
      number: 'T00000077',
      issuedOn: null,
      bank: '',
      state,
    });
  });

  it.each([
    ['1', 'PASSED'],
    ['2', 'DUE'],
    ['3', 'OVERDUE'],
    ['0', 'UNKNOWN'],
  ])('check state %s is %s', (yae501, state) => {
    expect(toEligibilityCheck({ yae501, yae502: null, yae503: null }, 5).state).toBe(state);
  });
});

describe('restoreRareCharacters', () => {
  it('puts the meant characters for those of the table', () => {
    const own = '\uE200\uE201\uE202\uE203\uE204\uE205\uE206\uE207\uE208\uE209\uE20A\uE20B';

    expect(restoreRareCharacters(own)).toBe(
      '\u{2CB69}\u{20164}\u{2B5AF}\u{2CC56}\u{2C90A}\u{2B36F}\u{2CB4E}\u{2B627}\u{2C35B}\u36C3\u{20BB7}\u{2C029}',
    );
  });

  it('leaves those that papers show', () => {
    expect(restoreRareCharacters('\uE001\uE1FF\uE20C\uE234')).toBe('\uE001\uE1FF\uE20C\uE234');
  });
});

describe('bodyBytes', () => {
  it.each([
    ['<a><body>x</body></a>', '<body>x</body>'],
    ['<a><body/></a>', '<body/>'],
    ['<a><body /></a>', '<body />'],
    ['<a><body><rows hs="0"/></body></a>', '<body><rows hs="0"/></body>'],
    // Whatever a parser takes for the body lies within these bytes.
    ['<body>1</body><body>2</body>', '<body>1</body><body>2</body>'],
    ['<a></body></a>', ''],
    ['<a><body', ''],
  ])('finds in %s', (document, body) => {
    expect(bodyBytes(Buffer.from(document)).toString()).toBe(body);
  });
});
