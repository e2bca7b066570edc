import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citizenNumberCheck, isCitizenNumber, parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { hasValidCreditCodeCheck, parseCreditCode } from '../../domain/creditCode.ts';
import { isDivisionCode, parseDivisionCode, provinceOf } from '../../domain/divisionCode.ts';
import { PROVINCES } from '../../domain/provinces.ts';

describe('a division code', () => {
  it.each([
    ['43', '430000'],
    ['4307', '430700'],
    ['430702', '430702'],
    ['430702001', '430702'],
    ['430702001002', '430702'],
    ['66', '660000'],
  ])('of %s is %s', (text, code) => {
    expect(parseDivisionCode(text)).toBe(code);
  });

  it.each(['', '4', '430', '43070', '4307021', '99', '990000', '43 ', '43070a', '４３'])(
    'is not %j',
    (text) => {
      expect(() => parseDivisionCode(text)).toThrow(RangeError);
    },
  );

  it('is canonical with six digits only', () => {
    expect(['430700', '43', '4307', 430_700, null].map(isDivisionCode)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('lies in its province', () => {
    expect(provinceOf(parseDivisionCode('430702'))).toBe('430000');
  });

  it('knows 35 province-level divisions, 31 of them on the mainland', () => {
    expect(PROVINCES).toHaveLength(35);
    expect(PROVINCES.filter(({ mainland31 }) => mainland31)).toHaveLength(31);
    for (const { code, code2 } of PROVINCES) expect(parseDivisionCode(code2)).toBe(code);
  });
});

describe('a citizen number', () => {
  // The area 109901 was never assigned.
  const number = `10990119900307001${citizenNumberCheck('10990119900307001')}`;

  it('is folded to half width and upper case', () => {
    const fullWidth = Array.from(number, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0)).join(
      '',
    );

    expect(parseCitizenNumber(` ${fullWidth} `)).toBe(number);
  });

  it('has an X in upper case', () => {
    const withX = findWithX();

    expect(parseCitizenNumber(withX.toLowerCase())).toBe(withX);
  });

  it.each([
    ['a wrong check', `${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`],
    ['an impossible day', `10990119900230001${citizenNumberCheck('10990119900230001')}`],
    ['15 digits', '109901900307001'],
  ])('is refused with %s, without being quoted', (_why, text) => {
    expect(() => parseCitizenNumber(text)).toThrow(new RangeError('not a citizen number of GB 11643'));
  });

  it('is found out when one digit is changed', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digit = (Number(number[position]) + shift) % 10;
        expect(isCitizenNumber(`${number.slice(0, position)}${digit}${number.slice(position + 1)}`)).toBe(
          false,
        );
      }),
    );
  });
});

describe('a credit code', () => {
  it('has 18 characters of its alphabet', () => {
    expect(parseCreditCode(' 91109901ma01abcd2x ')).toBe('91109901MA01ABCD2X');
    expect(() => parseCreditCode('91109901MA01ABCDIX')).toThrow(RangeError);
    expect(() => parseCreditCode('91109901')).toThrow(RangeError);
  });

  it('may fail its check, which is a warning only', () => {
    const checks = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY', (check) =>
      hasValidCreditCodeCheck(parseCreditCode(`91109901MA01ABCD2${check}`)),
    );

    expect(checks.filter(Boolean)).toHaveLength(1);
  });
});

function findWithX(): string {
  for (let sequence = 100; sequence < 1_000; sequence += 1) {
    const first17 = `10990119900307${sequence}`;
    if (citizenNumberCheck(first17) === 'X') return `${first17}X`;
  }
  throw new Error('one sequence in eleven has an X');
}
