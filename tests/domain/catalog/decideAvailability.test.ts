import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import { decideAvailability } from '../../../domain/catalog/decideAvailability.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const day = parseCalendarDate;
const row = (given: Partial<Coverage>): Coverage => ({
  statedBy: 'one',
  basis: 'ALLIANCE',
  itemCode: 'card',
  category: '公安',
  accepting: parseDivisionCode('4409'),
  owning: parseDivisionCode('4509'),
  startsOn: day('2021-06-01'),
  endsOn: null,
  certainty: 'STATED',
  verified: true,
  ...given,
});
const ask = (
  coverage: readonly Coverage[],
  {
    accepting = '4409',
    owning = '4509',
    on = '2022-01-01',
    item = 'card',
  }: Readonly<Record<string, string>> = {},
) =>
  decideAvailability(
    {
      item: { code: item, category: '公安' },
      accepting: parseDivisionCode(accepting),
      owning: parseDivisionCode(owning),
      on: day(on),
    },
    coverage,
  );
const no = (reason: string, days: Readonly<Record<string, string>> = {}) => ({
  status: 'UNAVAILABLE',
  reason,
  beginsOn: null,
  endedOn: null,
  ...days,
});

describe('a statement', () => {
  it.each([
    ['on its first day', '2021-06-01', {}],
    ['on its last day', '2023-03-31', { endsOn: day('2023-03-31') }],
  ])('holds %s', (_, on, given) => {
    const stated = row(given);

    expect(ask([stated], { on })).toEqual({ status: 'AVAILABLE', grants: [stated] });
  });

  it('does not hold the day before, and says when it begins', () => {
    expect(ask([row({})], { on: '2021-05-31' })).toEqual(no('NOT_BEGUN', { beginsOn: '2021-06-01' }));
  });

  it('does not hold the day after, and says when it ended', () => {
    expect(ask([row({ endsOn: day('2023-03-31') })], { on: '2023-04-01' })).toEqual(
      no('ENDED', { endedOn: '2023-03-31' }),
    );
  });

  it('holds for what lies in its places, not for what they lie in', () => {
    expect(ask([row({})], { accepting: '440902', owning: '450981' }).status).toBe('AVAILABLE');
    expect(ask([row({})], { accepting: '44', owning: '4509' })).toEqual(no('PAIR_NOT_COVERED'));
  });

  it('holds in its direction only', () => {
    expect(ask([row({})], { accepting: '4509', owning: '4409' })).toEqual(no('DIRECTION_NOT_COVERED'));
  });
});

describe('where several hold', () => {
  it('all are given, the most specific first, within it the verified, then the older', () => {
    const national = row({ statedBy: 'list', basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' });
    const alliance = row({ statedBy: 'alliance' });
    const unverified = row({ statedBy: 'b', basis: 'PILOT', verified: false, startsOn: day('2020-01-01') });
    const younger = row({ statedBy: 'a', basis: 'PILOT', startsOn: day('2021-12-01') });
    const older = row({ statedBy: 'c', basis: 'PILOT', startsOn: day('2021-07-01') });
    const city = row({ statedBy: 'city', basis: 'CITY_AGREEMENT', startsOn: day('2021-12-31') });

    expect(ask([national, unverified, younger, alliance, older, city])).toEqual({
      status: 'AVAILABLE',
      grants: [city, older, younger, unverified, alliance, national],
    });
  });
});

describe('where no source lists the items', () => {
  const open = row({ statedBy: 'open', itemCode: null, category: null, certainty: 'POSSIBLE' });

  it('nobody can tell; a later certain day is named', () => {
    const later = row({ startsOn: day('2023-01-01') });

    expect(ask([open, later])).toEqual({
      status: 'UNKNOWN',
      reason: 'SCOPE_NOT_LISTED',
      beginsOn: '2023-01-01',
      possible: [open],
    });
  });

  it('a certain statement is enough', () => {
    expect(ask([open, row({})])).toEqual({ status: 'AVAILABLE', grants: [row({})] });
  });

  it('items of a category that it does not reach are no question', () => {
    expect(ask([{ ...open, category: '公积金' }, row({ accepting: parseDivisionCode('11') })])).toEqual(
      no('PAIR_NOT_COVERED'),
    );
  });
});

it('says that an item is out of scope where the pair has others of its kind', () => {
  const sibling = row({ itemCode: 'permit' });

  expect(ask([sibling, row({ accepting: parseDivisionCode('11') })])).toEqual(no('ITEM_NOT_IN_SCOPE'));
});

it('does not take others of a national list for that', () => {
  const sibling = row({ itemCode: 'permit', basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' });

  expect(ask([sibling, row({ accepting: parseDivisionCode('11') })])).toEqual(no('PAIR_NOT_COVERED'));
});

it('does not take others of another kind for that', () => {
  const stranger = row({ itemCode: 'marriage', category: '民政' });

  expect(ask([stranger, row({ accepting: parseDivisionCode('11') })])).toEqual(no('PAIR_NOT_COVERED'));
});

it.each([
  ['nothing is stated about the item', []],
  [
    'the whole country is stated and the place is none of the 31',
    [row({ basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' })],
  ],
])('knows nothing where %s', (_, coverage) => {
  expect(ask(coverage, { accepting: '66' })).toEqual({
    status: 'UNKNOWN',
    reason: 'NO_SOURCE',
    beginsOn: null,
    possible: [],
  });
});

it('has no cross-province service inside one province, and none for an item it does not know', () => {
  expect(ask([row({})], { owning: '44' })).toEqual(no('SAME_PROVINCE'));
  const question = {
    item: null,
    accepting: parseDivisionCode('44'),
    owning: parseDivisionCode('45'),
    on: day('2022-01-01'),
  };
  expect(decideAvailability(question, [row({})])).toEqual(no('ITEM_NOT_IN_CATALOGUE'));
});
