import { expect, it } from 'vitest';
import { fillNotOffered } from '../../../../gateway/partition/prune/fillNotOffered.ts';
import type { FieldStep } from '../../../../gateway/partition/prune/NotOfferedField.ts';

const step = (key: string, ...types: readonly string[]): FieldStep => ({
  key,
  types: types.length === 0 ? undefined : new Set(types),
});
const missing = (first: FieldStep, ...rest: readonly FieldStep[]) => ({
  path: [first, ...rest] as const,
  conditions: [],
});
/** An entity as it is afterwards, and where something was put. */
function fill(entity: Record<string, unknown>, ...fields: readonly ReturnType<typeof missing>[]) {
  const paths = fillNotOffered(entity, 'Record', fields);
  return [entity, paths.map((path) => path.join('.'))];
}

it('puts null where it belongs, in each object of a list, and not where there is none', () => {
  const accounts = [{ number: 1 }, null, [{ number: 2 }], 'none'];

  expect(fill({ accounts, owner: null }, missing(step('accounts'), step('opened')))).toEqual([
    { accounts: [{ number: 1, opened: null }, null, [{ number: 2, opened: null }], 'none'], owner: null },
    ['accounts.0.opened', 'accounts.2.0.opened'],
  ]);
  expect(fill({ accounts: [], owner: null }, missing(step('owner'), step('name')))[1]).toEqual([]);
  expect(fill({}, missing(step('owner'), step('name')))).toEqual([{}, []]);
});

it('leaves alone what was answered all the same, and tells of nothing twice', () => {
  expect(
    fill({ a: 1, b: null }, missing(step('a')), missing(step('b')), missing(step('c')), missing(step('c'))),
  ).toEqual([{ a: 1, b: null, c: null }, ['c']]);
});

it('puts it into objects of the types that are meant: as they tell, or as the entity is known', () => {
  expect(fill({}, missing(step('a', 'Record')), missing(step('b', 'Permit')))).toEqual([{ a: null }, ['a']]);
  expect(fill({ __typename: 'Permit' }, missing(step('a', 'Record')), missing(step('b', 'Permit')))).toEqual([
    { __typename: 'Permit', b: null },
    ['b'],
  ]);
  const owners = [{ __typename: 'Firm' }, { __typename: 'Person' }, {}];
  expect(fill({ owners }, missing(step('owners'), step('seat', 'Firm', 'Record')))).toEqual([
    { owners: [{ __typename: 'Firm', seat: null }, { __typename: 'Person' }, {}] },
    ['owners.0.seat'],
  ]);
});
