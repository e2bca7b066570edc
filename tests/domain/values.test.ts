import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../domain/calendarDate.ts';
import { formatBasisPoints } from '../../domain/formatBasisPoints.ts';
import { formatInstant } from '../../domain/formatInstant.ts';
import { maskName } from '../../domain/maskName.ts';
import { maskTail } from '../../domain/maskTail.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';
import { formatYuan, parseYuan } from '../../domain/yuan.ts';

describe('an amount in yuan', () => {
  it.each([
    ['12', 1_200n],
    ['12.3', 1_230n],
    ['12.34', 1_234n],
    ['-0.05', -5n],
    [' 7.00  ', 700n],
    ['0', 0n],
  ])('%j is %s fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each(['', '1,200.00', '1e3', '12.345', '.5', '5.', '+1', 'NaN', '１２'])('is not %j', (text) => {
    expect(() => parseYuan(text)).toThrow(RangeError);
  });

  it('is the same after it was written and read', () => {
    const fen = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
    fc.assert(fc.property(fen, (value) => parseYuan(formatYuan(value)) === value));
  });
});

it.each([
  ['202611', '2026-11'],
  ['2026-01', '2026-01'],
])('the month %s is %s', (text, month) => {
  expect(parseYearMonth(text)).toBe(month);
});

it.each(['202613', '2026-00', '2026', '20261122', ''])('%j is no month', (text) => {
  expect(() => parseYearMonth(text)).toThrow(RangeError);
});

it.each([
  ['20240229', '2024-02-29'],
  ['2026-11-22', '2026-11-22'],
])('the day %s is %s', (text, day) => {
  expect(parseCalendarDate(text)).toBe(day);
});

it.each(['20230229', '2026-1122', '00000000', '2026-13-01', ''])('%j is no day', (text) => {
  expect(() => parseCalendarDate(text)).toThrow(RangeError);
});

it.each([
  ['张三', '*三'],
  ['欧阳小明', '***明'],
  ['李', '*李'],
  ['林𠮷', '*𠮷'],
  ['', ''],
])('the name %j is shown as %j', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it('a masked number tells neither its beginning nor its length', () => {
  expect([maskTail('6217001234567890'), maskTail('12345'), maskTail('1234')]).toEqual([
    '****7890',
    '****2345',
    '****',
  ]);
});

it('writes basis points as per cent, and instants in whole seconds of UTC', () => {
  expect([formatBasisPoints(800), formatBasisPoints(5), formatBasisPoints(-12)]).toEqual([
    '8.00',
    '0.05',
    '-0.12',
  ]);
  expect(formatInstant(Date.UTC(2026, 10, 22, 2, 30, 0, 999))).toBe('2026-11-22T02:30:00Z');
});
