import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import { findAlternatives } from '../../../domain/catalog/findAlternatives.ts';
import type { StatedMode } from '../../../domain/catalog/StatedMode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const row = (accepting: string, given: Partial<Coverage> = {}): Coverage => ({
  statedBy: 'one',
  basis: 'PILOT',
  itemCode: 'card',
  category: '公安',
  accepting: parseDivisionCode(accepting),
  owning: parseDivisionCode('11'),
  startsOn: parseCalendarDate('2021-06-01'),
  endsOn: null,
  certainty: 'STATED',
  verified: true,
  ...given,
});
const online: StatedMode = {
  mode: 'FULLY_ONLINE',
  authority: null,
  source: 'a test',
  quote: '已实现全程网办',
};
const find = (
  coverage: readonly Coverage[],
  options: { online?: StatedMode | null; batchWithoutYear?: string | null } = {},
) =>
  findAlternatives(
    {
      item: { code: 'card', category: '公安' },
      accepting: parseDivisionCode('510302'),
      owning: parseDivisionCode('11'),
      on: parseCalendarDate('2022-01-01'),
    },
    coverage,
    { online: null, batchWithoutYear: null, ...options },
  );

it('names the three nearest places: same city, same province, same region, then anywhere', () => {
  const rows = ['43', '52', '5101', '510304', '42'].map((code) => row(code));

  expect(find(rows)).toEqual(
    ['510304', '510100', '520000'].map((accepting) => ({
      kind: 'OTHER_PLACE',
      accepting,
      grant: row(accepting),
    })),
  );
});

it.each([
  ['serves another owner', row('52', { owning: parseDivisionCode('12') })],
  ['has not begun', row('52', { startsOn: parseCalendarDate('2022-01-02') })],
  ['has ended', row('52', { endsOn: parseCalendarDate('2021-12-31') })],
  ['is for another item', row('52', { itemCode: 'permit' })],
  ['lies in the owning province', row('1101', { owning: '000000' })],
  ['may only possibly accept', row('52', { certainty: 'POSSIBLE' })],
  ['nothing confirms', row('52', { certainty: 'UNCONFIRMED' })],
])('does not name a place that %s', (_, coverage) => {
  expect(find([coverage])).toEqual([]);
});

it('then names the first later day for the same pair, doing it online, and a list without a year', () => {
  const first = row('51', { startsOn: parseCalendarDate('2022-12-31') });
  const second = row('51', { startsOn: parseCalendarDate('2023-12-31') });

  expect(find([second, row('43'), first], { online, batchWithoutYear: '2020-35/after-2021' })).toEqual([
    { kind: 'OTHER_PLACE', accepting: '430000', grant: row('43') },
    { kind: 'LATER', grant: first },
    { kind: 'FULLY_ONLINE', mode: online },
    { kind: 'NATIONAL_LIST_WITHOUT_YEAR', batch: '2020-35/after-2021' },
  ]);
});
