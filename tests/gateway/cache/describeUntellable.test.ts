import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { describeUntellable } from '../../../gateway/cache/invalidation/describeUntellable.ts';

const schema = buildSchema(
  `directive @join__type(graph: String, key: String) repeatable on OBJECT | INTERFACE | SCALAR
   directive @partition(by: String) on OBJECT
   type Query { record: Record }
   type Record @partition(by: "place")
     @join__type(graph: "FUND", key: "place holder seal") @join__type(graph: "PEOPLE", key: "number")
     @join__type(graph: "OFFICES", key: "office { code } desk") { place: ID holder: ID seal: ID number: ID desk: ID }
   interface Office @join__type(graph: "OFFICES", key: "code") { code: ID }
   scalar Day @join__type(graph: "FUND")`,
);
const of = (typename: string, ...fields: string[]) =>
  describeUntellable({ typename, key: Object.fromEntries(fields.map((field) => [field, '1'])) }, schema);

it.each([
  ['all of a type', of('Record')],
  ['all of a place', of('Record', 'place')],
  ['a place and the first field beside it', of('Record', 'place', 'holder')],
  ['a whole key, and another one', of('Record', 'place', 'holder', 'seal', 'number')],
  ['a key without a place', of('Record', 'number')],
  ['the first plain field of a key', of('Record', 'desk')],
  ['an interface', of('Office', 'code')],
])('nothing is wrong with %s', (_, reason) => {
  expect(reason).toBeNull();
});

it.each([
  ['typename: the supergraph has no type Rekord', of('Rekord')],
  ['typename: Query has no key, and nothing of it is kept', of('Query')],
  ['typename: Day has no key, and nothing of it is kept', of('Day')],
  [
    'key.holdr: no key of Record has this field, only place, holder, seal, number, desk',
    of('Record', 'place', 'holdr'),
  ],
  ['key: names no entity; it needs place, holder, or number, or desk', of('Record', 'holder')],
  ['key: names no entity; it needs place, holder, or number, or desk', of('Record', 'place', 'seal')],
])('%s', (expected, reason) => {
  expect(reason).toBe(expected);
});
