import { expect, it } from 'vitest';
import { statesDays } from '../../../../subgraphs/catalog/document/statesDays.ts';

it.each([
  ['办理时限:10个工作日', 10],
  ['10 个工作日', 10],
  ['五个工作日内办结', 5],
  ['十五日', 15],
  ['二十个工作日', 20],
  ['两个工作日', 2],
  ['一百零五日', 105],
  ['二百二十日', 220],
  ['即办件', 0],
  ['当场办结', 0],
  ['0个工作日', 0],
])('%s states %i', (words, days) => {
  expect(statesDays(words, days)).toBe(true);
});

it.each([
  ['尽快办理', 10],
  ['15个工作日', 5],
  ['15个工作日', 1],
  ['2.8个工作日', 8],
  ['十五日', 5],
  ['二十日', 10],
  ['当场办结', 1],
])('%s does not state %i', (words, days) => {
  expect(statesDays(words, days)).toBe(false);
});
