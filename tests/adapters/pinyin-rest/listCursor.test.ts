import { expect, it } from 'vitest';
import { formatListCursor } from '../../../adapters/housing-fund/formatListCursor.ts';
import { parseListCursor } from '../../../adapters/housing-fund/parseListCursor.ts';

it('comes back as it was written', () => {
  const position = { remaining: 70, total: 120 };

  expect(parseListCursor(formatListCursor(position) ?? '')).toEqual(position);
});

it('is none at the end', () => {
  expect(formatListCursor({ remaining: 0, total: 120 })).toBeNull();
});

it.each([
  '',
  '70',
  '70/',
  '/120',
  '121/120',
  '0/120',
  '-1/120',
  '070/120',
  '7e1/120',
  ' 70/120',
  '1/1234567890',
])('%j is none of ours', (text) => {
  expect(() => parseListCursor(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});
