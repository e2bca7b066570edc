import { expect, it } from 'vitest';
import { placesContaining } from '../../../domain/catalog/coveredPlace.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

it.each([
  ['430000', ['430000', '000000']],
  ['430700', ['430700', '430000', '000000']],
  ['510302', ['510302', '510300', '510000', '000000']],
  ['660000', ['660000']],
  ['710000', ['710000']],
  ['810000', ['810000']],
])('%s lies in %j', (code, places) => {
  expect(placesContaining(parseDivisionCode(code))).toEqual(places);
});
