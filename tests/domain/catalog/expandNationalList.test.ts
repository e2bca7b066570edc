import { expect, it } from 'vitest';
import { expandNationalList } from '../../../domain/catalog/expandNationalList.ts';
import { parseStatedDate } from '../../../domain/catalog/statedDate.ts';

const list = {
  batch: '2020-35/2021',
  name: '清单',
  byEndOf: parseStatedDate('2021'),
  itemCount: 74,
  quote: '原文',
  source: 'a test',
};
const item = { code: 'card', category: '公安', verified: true };

it.each([
  ['states an item that a published text confirms', true, 'STATED'],
  ['does not state one that is only remembered', false, 'UNCONFIRMED'],
] as const)('%s', (_, verified, certainty) => {
  expect(expandNationalList({ ...item, verified }, list)).toEqual({
    statedBy: '2020-35/2021',
    basis: 'NATIONAL_LIST',
    itemCode: 'card',
    category: '公安',
    accepting: '000000',
    owning: '000000',
    startsOn: '2021-12-31',
    endsOn: null,
    certainty,
    verified,
  });
});

it('says nothing without a year', () => {
  expect(expandNationalList(item, { ...list, byEndOf: null })).toBeNull();
});
