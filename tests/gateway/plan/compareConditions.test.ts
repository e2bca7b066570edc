import { Variable } from '@apollo/federation-internals';
import { type OperationConditional, PathContext } from '@apollo/query-graphs';
import { beforeAll, expect, it } from 'vitest';
import { compareConditions } from '../../../gateway/plan/compareConditions.ts';

beforeAll(() => compareConditions());

const skip = (value: boolean | Variable): OperationConditional => ({ kind: 'skip', value });
const include = (value: boolean | Variable): OperationConditional => ({ kind: 'include', value });
const [yes, no] = [new Variable('yes'), new Variable('no')];

it.each([
  { one: [], other: [], isSame: true },
  { one: [skip(yes)], other: [skip(new Variable('yes'))], isSame: true },
  { one: [skip(true), include(no)], other: [skip(true), include(no)], isSame: true },
  { one: [skip(yes)], other: [skip(no)], isSame: false },
  { one: [skip(yes)], other: [include(yes)], isSame: false },
  { one: [skip(yes)], other: [skip(true)], isSame: false },
  { one: [skip(true)], other: [skip(false)], isSame: false },
  { one: [skip(yes), include(no)], other: [include(no), skip(yes)], isSame: false },
  { one: [skip(yes)], other: [skip(yes), include(no)], isSame: false },
])('takes conditions for the same where they are: $isSame', ({ one, other, isSame }) => {
  expect(new PathContext(one).equals(new PathContext(other))).toBe(isSame);
  expect(new PathContext(other).equals(new PathContext(one))).toBe(isSame);
});

it('looks at nothing else', () => {
  let looks = 0;
  const watched = (): OperationConditional =>
    Object.defineProperty(skip(new Variable('yes')), 'more', { enumerable: true, get: () => ++looks });

  expect(new PathContext([watched()]).equals(new PathContext([watched()]))).toBe(true);
  expect(looks).toBe(0);
});
