import { expect, it } from 'vitest';
import { toRefusal } from '../../../adapters/housing-fund/pinyin-rest/toRefusal.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { NOW } from './rows.ts';

const circumstances = { jurisdiction: parseDivisionCode('4307'), at: NOW };
const refuse = (code: string, end: number | null = null) => toRefusal({ code, HFSJ: end }, circumstances);

it.each([
  ['1001', 'JURISDICTION_REJECTED', false],
  ['1002', 'JURISDICTION_REJECTED', false],
  ['1003', 'JURISDICTION_REJECTED', false],
  ['2001', 'JURISDICTION_REJECTED', false],
  ['2002', 'JURISDICTION_REJECTED', false],
  ['2009', 'JURISDICTION_REJECTED', false],
  ['3001', 'JURISDICTION_BUSY', true],
  ['3002', 'JURISDICTION_UNAVAILABLE', true],
  ['9999', 'JURISDICTION_UNAVAILABLE', true],
  ['4711', 'JURISDICTION_REJECTED', false],
  ['toString', 'JURISDICTION_REJECTED', false],
])('%s is %s (worth a repetition: %s)', (upstreamCode, code, retryable) => {
  expect(refuse(upstreamCode)).toMatchObject({
    code,
    retryable,
    upstreamCode,
    jurisdiction: '430700',
    retryAfter: undefined,
  });
});

it('tells the end of a maintenance in whole seconds, upwards', () => {
  expect(refuse('3002', NOW + 90_001).retryAfter).toBe(91);
});

it.each([
  ['a maintenance that is over', '3002', NOW],
  ['anything but a maintenance', '3001', NOW + 90_000],
])('tells no end of %s', (_what, code, end) => {
  expect(refuse(code, end).retryAfter).toBeUndefined();
});
