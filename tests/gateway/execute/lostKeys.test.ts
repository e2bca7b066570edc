import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { lostKeys } from '../../../gateway/execute/lostKeys.ts';
import type { PlannedFetch } from '../../../gateway/execute/PlannedFetch.ts';
import type { FieldPlan, SelectionPlan } from '../../../gateway/execute/projection/SelectionPlan.ts';

interface Asked {
  readonly [key: string]: Asked | null;
}

/** What a client asks for; keys that begin with `__` the gateway answers by itself. */
function planOf(asked: Asked): SelectionPlan {
  const fields = Object.entries(asked).map(
    ([key, below]): FieldPlan => ({
      key,
      source: key,
      inherited: false,
      local: key.startsWith('__'),
      complete: (value) => value as never,
      child: below === null ? null : planOf(below),
    }),
  );
  const bySource = new Map(fields.map((field) => [field.source, field]));
  return {
    forType: () => ({ fields, bySource }),
    findFields: (source) => [bySource.get(source) ?? []].flat(),
  };
}

const fetchOf = (selection: string): PlannedFetch => {
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person ${selection} } }`;
  return {
    ordinal: 0,
    path: [],
    service: 'people',
    query,
    document: parse(query),
    operationName: undefined,
    isConditional: false,
    variableUsages: [],
    requires: null,
    exactTypes: null,
    inputRewrites: [],
    outputRewrites: [],
    contextRewrites: [],
    aliases: new Map(),
  };
};

const SELECTION = planOf({ id: null, home: { city: { name: null, __typename: null } }, later: null });
const OWN = fetchOf('{ home { city { name } } }');
const lost = (value: unknown, others: readonly PlannedFetch[] = []) =>
  lostKeys({ path: [], clipped: false, selection: SELECTION, value }, OWN, others);

it.each([
  ['has nothing of it', undefined],
  ['lacks a field', {}],
  ['lacks a field of a field', { city: {} }],
  ['has a list in which one lacks it', [{ city: { name: 'one' } }, {}]],
  ['has a list of lists in which one lacks it', [[{ city: { name: 'one' } }], [{ city: {} }]]],
  ['has a list in a field in which one lacks it', { city: [{ name: 'one' }, {}] }],
])('a field is lost where its object %s', (_, home) => {
  expect(lost({ id: '1', home, later: 2 })).toEqual(['home']);
});

it.each([
  ['is there', { city: { name: 'one' } }],
  ['is not, by an answer', null],
  ['is not below, by an answer', { city: null }],
  ['is a list of nothing', []],
  ['is a list of answers', [null, { city: { name: null } }]],
])('a field is not lost where all that was asked for %s', (_, home) => {
  expect(lost({ id: '1', home, later: 2 })).toEqual([]);
});

it('what had to wait for the fetch is lost with it, unless another one that failed would have answered it', () => {
  const value = { id: '1', home: null };

  expect(lost(value)).toEqual(['later']);
  expect(lost(value, [fetchOf('{ later }')])).toEqual([]);
});
