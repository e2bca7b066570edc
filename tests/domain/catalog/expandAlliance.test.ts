import { describe, expect, it } from 'vitest';
import type { Alliance } from '../../../domain/catalog/Alliance.ts';
import { expandAlliance } from '../../../domain/catalog/expandAlliance.ts';
import { parseStatedDate } from '../../../domain/catalog/statedDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { makeAlliance, members, scopeOf } from './makeAlliance.ts';

const categoryOf = (code: string) => (code === 'sample-item' ? '公安' : null);
const expand = (given: Partial<Alliance>) => expandAlliance(makeAlliance(given), categoryOf);
const pairsOf = (given: Partial<Alliance>) =>
  expand(given).map(({ accepting, owning }) => `${accepting.slice(0, 4)}→${owning.slice(0, 4)}`);
const joined = (code: string, from: string | null, through: string | null = null) => ({
  division: parseDivisionCode(code),
  from: from === null ? null : parseStatedDate(from),
  through: through === null ? null : parseStatedDate(through),
});

it('states each direction of a pair of its own, whole', () => {
  const row = {
    statedBy: 'sample',
    basis: 'ALLIANCE',
    itemCode: 'sample-item',
    category: '公安',
    startsOn: '2021-01-01',
    endsOn: null,
    certainty: 'STATED',
    verified: true,
  };

  expect(expand({})).toEqual([
    { ...row, accepting: '430000', owning: '440000' },
    { ...row, accepting: '440000', owning: '430000' },
  ]);
});

it('has no pair inside one province', () => {
  expect(pairsOf({ members: members('2101', '2102', '2201') })).toEqual([
    '2101→2201',
    '2102→2201',
    '2201→2101',
    '2201→2102',
  ]);
});

it('reaches from the hub of a star to its ends and back, never from end to end', () => {
  const pairing = { kind: 'STAR', hub: parseDivisionCode('14') } as const;

  expect(pairsOf({ members: members('14', '61', '64'), pairing })).toEqual([
    '1400→6100',
    '1400→6400',
    '6100→1400',
    '6400→1400',
  ]);
});

describe('dates', () => {
  const datesOf = (given: Partial<Alliance>) =>
    expand(given).map(({ startsOn, endsOn }) => [startsOn, endsOn]);

  it('hold from when the later of both joined, counting a month from its first day', () => {
    expect(datesOf({ members: [joined('51', null), joined('45', '2022-05')] })).toEqual([
      ['2022-05-01', null],
      ['2022-05-01', null],
    ]);
  });

  it('are none for two of which one left before the other joined', () => {
    const given = { members: [joined('51', null, '2022'), joined('45', '2023-05'), joined('52', null)] };

    expect(pairsOf(given)).toEqual(['5100→5200', '4500→5200', '5200→5100', '5200→4500']);
  });

  it('end when the first of both left, counting a month to its last day', () => {
    const given = { members: [joined('51', null, '2023-02'), joined('45', null, '2024-01-01')] };

    expect(datesOf({ ...given, endsOn: parseStatedDate('2025') })).toEqual([
      ['2021-01-01', '2023-02-28'],
      ['2021-01-01', '2023-02-28'],
    ]);
  });

  it('end with the alliance', () => {
    expect(datesOf({ endsOn: parseStatedDate('2023-06') })).toEqual([
      ['2021-01-01', '2023-06-30'],
      ['2021-01-01', '2023-06-30'],
    ]);
  });
});

it('gives directed clauses their own scope, and does not vouch for owners that no source states', () => {
  const clause = (accepting: string, owning: string | null, itemCount: number) => ({
    accepting: [parseDivisionCode(accepting)],
    owning: owning === null ? ('000000' as const) : [parseDivisionCode(owning)],
    owningStated: owning !== null,
    scope: owning === null ? null : { ...scopeOf(), items: null, itemCount, categories: ['公积金'] },
  });
  const rows = expand({
    pairing: { kind: 'DIRECTED', clauses: [clause('4409', '4509', 25), clause('43', null, 1)] },
  });

  expect(
    rows.map(({ accepting, owning, itemCode, category, certainty, verified }) => [
      accepting,
      owning,
      itemCode,
      category,
      certainty,
      verified,
    ]),
  ).toEqual([
    ['440900', '450900', null, '公积金', 'POSSIBLE', true],
    ['430000', '000000', 'sample-item', '公安', 'STATED', false],
  ]);
});

it('says that members which the source counts but does not name may be anywhere', () => {
  expect(expand({ unnamedMembers: 16 }).at(-1)).toMatchObject({
    accepting: '000000',
    owning: '000000',
    itemCode: 'sample-item',
    certainty: 'POSSIBLE',
    verified: false,
  });
});

it.each([
  ['a beginning', { startsOn: null }],
  ['members', { members: null }],
  ['who acts for whom', { pairing: null }],
])('grants nothing where no source gives %s', (_, given) => {
  expect(expand(given)).toEqual([]);
});

describe('what a scope leaves open', () => {
  const rowsOf = (scope: Partial<Alliance['scope']>) =>
    expand({ scope: { ...scopeOf('sample-item'), ...scope } })
      .filter(({ accepting }) => accepting === '430000')
      .map(({ itemCode, category, certainty, verified }) => [itemCode, category, certainty, verified]);
  const unclear = (...mayMean: readonly string[]) => [{ name: '户口迁移', itemCode: null, mayMean }];

  it('is nothing where it names as many as it counts', () => {
    expect(rowsOf({ itemCount: 1 })).toEqual([['sample-item', '公安', 'STATED', true]]);
  });

  it('is any item of its categories where it counts more than it names; what it names is not verified whole', () => {
    expect(rowsOf({ itemCount: 2, categories: ['公安', '民政'] })).toEqual([
      ['sample-item', '公安', 'STATED', false],
      [null, '公安', 'POSSIBLE', true],
      [null, '民政', 'POSSIBLE', true],
    ]);
  });

  it('is any item of its categories for a name that is no single item', () => {
    expect(rowsOf({ items: unclear(), categories: ['公安'] })).toEqual([[null, '公安', 'POSSIBLE', true]]);
  });

  it('is what such a name may mean, where that is said', () => {
    expect(rowsOf({ items: unclear('sample-item') })).toEqual([['sample-item', '公安', 'POSSIBLE', true]]);
  });
});

describe('nothing is granted, and a possibility shown, from', () => {
  const rowsOf = (given: Partial<Alliance>) =>
    expand(given)
      .slice(0, 1)
      .map(({ startsOn, certainty, verified }) => [startsOn, certainty, verified]);

  it('a single case', () => {
    expect(rowsOf({ isSingleCase: true })).toEqual([['2021-01-01', 'UNCONFIRMED', false]]);
  });

  it('a source that gives no beginning, from its own day on', () => {
    expect(rowsOf({ startsOn: null, knownOn: parseStatedDate('2024-12-12') })).toEqual([
      ['2024-12-12', 'UNCONFIRMED', false],
    ]);
  });
});
