import { expect, it } from 'vitest';
import { parseStatedDate } from '../../../domain/catalog/statedDate.ts';

it.each([
  ['2021-06-01', 'DAY', '2021-06-01', '2021-06-01'],
  ['2022-05', 'MONTH', '2022-05-01', '2022-05-31'],
  ['2023-02', 'MONTH', '2023-02-01', '2023-02-28'],
  ['2024-02', 'MONTH', '2024-02-01', '2024-02-29'],
  ['2021-12', 'MONTH', '2021-12-01', '2021-12-31'],
  ['2020', 'YEAR', '2020-01-01', '2020-12-31'],
])('%s is a %s from %s to %s', (stated, precision, firstDay, lastDay) => {
  expect(parseStatedDate(stated)).toEqual({ stated, precision, firstDay, lastDay });
});

it.each(['2021-13', '2021-02-30', '202105', '21', '', '2021-5', '2021年5月', ' 2021'])(
  'refuses %j',
  (text) => {
    expect(() => parseStatedDate(text)).toThrow(RangeError);
  },
);
