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
const yes = (grants: readonly Coverage[], inside: readonly Coverage[] = []) => ({
  status: 'AVAILABLE',
  grants,
  inside,
});
const open = (reason: string, known: object = {}) => ({
  status: 'UNKNOWN',
  reason,
  beginsOn: null,
  possible: [],
  inside: [],
  ...known,
});
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

    expect(ask([stated], { on })).toEqual(yes([stated]));
  });

  it('does not hold the day before, and says when it begins', () => {
    expect(ask([row({})], { on: '2021-05-31' })).toEqual(no('NOT_BEGUN', { beginsOn: '2021-06-01' }));
  });

  it('does not hold the day after, and says when it ended', () => {
    expect(ask([row({ endsOn: day('2023-03-31') })], { on: '2023-04-01' })).toEqual(
      no('ENDED', { endedOn: '2023-03-31' }),
    );
  });

  it('holds for what lies in its places', () => {
    expect(ask([row({})], { accepting: '440902', owning: '450981' })).toEqual(yes([row({})]));
  });

  it.each([
    ['the accepting place', { accepting: '44' }],
    ['the owning place', { owning: '45' }],
    ['both', { accepting: '44', owning: '45' }],
  ])('holds in part where %s lies inside what is asked for', (_, asked) => {
    expect(ask([row({})], asked)).toEqual(open('ONLY_SOME_PLACES', { inside: [row({})] }));
  });

  it('holds in its direction only', () => {
    expect(ask([row({})], { accepting: '4509', owning: '4409' })).toEqual(open('DIRECTION_NOT_COVERED'));
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

    expect(ask([national, unverified, younger, alliance, older, city])).toEqual(
      yes([city, older, younger, unverified, alliance, national]),
    );
  });

  it('those of places inside are given beside', () => {
    const national = row({ basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' });

    expect(ask([row({}), national], { accepting: '44', owning: '45' })).toEqual(yes([national], [row({})]));
  });
});

describe('where no source lists the items', () => {
  const openRow = row({ statedBy: 'open', itemCode: null, category: null, certainty: 'POSSIBLE' });

  it('nobody can tell; a later certain day is named', () => {
    const later = row({ startsOn: day('2023-01-01') });

    expect(ask([openRow, later])).toEqual(
      open('SCOPE_NOT_LISTED', { beginsOn: '2023-01-01', possible: [openRow] }),
    );
  });

  it('a certain statement is enough', () => {
    expect(ask([openRow, row({})])).toEqual(yes([row({})]));
  });

  it('items of a category that it does not reach are no question', () => {
    expect(ask([{ ...openRow, category: '公积金' }, row({ accepting: parseDivisionCode('11') })])).toEqual(
      open('PAIR_NOT_COVERED'),
    );
  });

  it('nor can anybody tell of what the places lie in', () => {
    expect(ask([openRow], { accepting: '44', owning: '45' })).toEqual(
      open('SCOPE_NOT_LISTED', { possible: [openRow] }),
    );
  });
});

describe('where nothing confirms what is said', () => {
  const remembered = row({
    statedBy: 'list',
    basis: 'NATIONAL_LIST',
    accepting: '000000',
    owning: '000000',
    certainty: 'UNCONFIRMED',
    verified: false,
  });

  it('it is neither a yes nor a no', () => {
    expect(ask([remembered])).toEqual(open('NOT_CONFIRMED', { possible: [remembered] }));
  });

  it('its first day is no promise either', () => {
    expect(ask([remembered], { on: '2021-05-31' })).toEqual(open('NO_SOURCE'));
  });

  it('a source that leaves it open is named before', () => {
    const agreement = row({ itemCode: null, certainty: 'POSSIBLE' });

    expect(ask([remembered, agreement])).toEqual(
      open('SCOPE_NOT_LISTED', { possible: [agreement, remembered] }),
    );
  });

  it('it does not stand in the way of what is stated', () => {
    expect(ask([remembered, row({})])).toEqual(yes([row({})]));
  });
});

it('says that an item is not named where the pair has others of its kind', () => {
  const sibling = row({ itemCode: 'permit' });

  expect(ask([sibling, row({ accepting: parseDivisionCode('11') })])).toEqual(open('ITEM_NOT_IN_SCOPE'));
});

it('does not take others of a national list for that', () => {
  const sibling = row({ itemCode: 'permit', basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' });

  expect(ask([sibling, row({ accepting: parseDivisionCode('11') })])).toEqual(open('PAIR_NOT_COVERED'));
});

it('does not take others of another kind for that', () => {
  const stranger = row({ itemCode: 'marriage', category: '民政' });

  expect(ask([stranger, row({ accepting: parseDivisionCode('11') })])).toEqual(open('PAIR_NOT_COVERED'));
});

it.each([
  ['nothing is stated about the item', []],
  [
    'the whole country is stated and the place is none of the 31',
    [row({ basis: 'NATIONAL_LIST', accepting: '000000', owning: '000000' })],
  ],
])('knows nothing where %s', (_, coverage) => {
  expect(ask(coverage, { accepting: '66' })).toEqual(open('NO_SOURCE'));
});

it('has no cross-province service inside one province, and says nothing of an item it does not know', () => {
  expect(ask([row({})], { owning: '44' })).toEqual(no('SAME_PROVINCE'));
  const question = {
    item: null,
    accepting: parseDivisionCode('44'),
    owning: parseDivisionCode('45'),
    on: day('2022-01-01'),
  };
  expect(decideAvailability(question, [row({})])).toEqual(open('ITEM_NOT_IN_CATALOGUE'));
});
