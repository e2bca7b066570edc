import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../adapters/housing-fund/parseAmount.ts';
import { parseAnnualRate } from '../../../adapters/housing-fund/parseAnnualRate.ts';
import { parseRatio } from '../../../adapters/housing-fund/pinyin-rest/parseRatio.ts';
import { parseBeijingTime } from '../../../adapters/transport/parseBeijingTime.ts';

describe('a ratio', () => {
  it.each([
    ['8.00', 'percent', 800],
    ['5.50', 'percent', 550],
    ['0.00', 'percent', 0],
    ['100.00', 'percent', 10_000],
    ['0.0800', 'fraction', 800],
    ['0.0550', 'fraction', 550],
    ['1.0000', 'fraction', 10_000],
  ] as const)('%s as %s is %i hundredths of a per cent', (text, unit, basisPoints) => {
    expect(parseRatio(text, unit)).toBe(basisPoints);
  });

  it.each([
    ['0.0800', 'percent'],
    ['8.00', 'fraction'],
    ['0.08', 'fraction'],
    ['100.01', 'percent'],
    ['1.0001', 'fraction'],
    ['8', 'percent'],
    ['-8.00', 'percent'],
    ['8,00', 'percent'],
    ['8.00%', 'percent'],
    ['8.00', 'fraction'],
    ['', 'percent'],
  ] as const)('%s is none as %s', (text, unit) => {
    expect(() => parseRatio(text, unit)).toThrow(RangeError);
  });
});

describe('an annual rate', () => {
  it.each([
    ['3.1000', 310],
    ['2.8500', 285],
    ['0.0000', 0],
    ['3.5750', 358],
    ['3.5749', 357],
    ['2.9950', 300],
    ['99.9900', 9_999],
  ])('%s is %i hundredths of a per cent', (text, basisPoints) => {
    expect(parseAnnualRate(text)).toBe(basisPoints);
  });

  it.each(['3.1', '3.10', '0.031', '100.0000', '-3.1000', '3.1000 %', ''])('%j is none', (text) => {
    expect(() => parseAnnualRate(text)).toThrow(RangeError);
  });
});

it('reads an amount, and none below zero', () => {
  expect(parseAmount('1234.50')).toBe(123_450n);
  expect(() => parseAmount('-0.01')).toThrow(RangeError);
});

it('reads Beijing time, and no moment that does not exist', () => {
  expect(parseBeijingTime('20261122020500')).toBe(Date.parse('2026-11-21T18:05:00Z'));
  for (const text of ['20261131000000', '20261122240000', '20261122', '2026-11-22 02:05:00', '']) {
    expect(() => parseBeijingTime(text)).toThrow(RangeError);
  }
});
