import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { pruneRepresentation } from '../../../../gateway/partition/prune/pruneRepresentation.ts';

const schema = buildSchema(`
  type Query { a: Int }
  interface Holder { id: ID owner: Owner }
  type Record { id: ID regions: [[Region]] owner: Owner holder: Holder }
  type Region { code: String }
  interface Owner { name: String }
  type Person implements Owner { name: String age: Int }
`);
const prune = (representation: Record<string, unknown>) => pruneRepresentation(representation, schema);

it('is the same object where nothing is left out', () => {
  const whole = { __typename: 'Record', id: '1', regions: [[{ code: 'a' }, null]], owner: null };

  expect(prune(whole)).toBe(whole);
  const unknown = { __typename: 'Unknown', id: '1' };
  expect(prune(unknown)).toBe(unknown);
});

it('loses what is not declared in lists, of which the rest stays', () => {
  const regions = [[{ code: 'a' }], [{ code: 'b', name: 'c' }, null]];

  expect(prune({ __typename: 'Record', id: '1', regions })).toEqual({
    __typename: 'Record',
    id: '1',
    regions: [[{ code: 'a' }], [{ code: 'b' }, null]],
  });
});

it('goes by the type that an object tells, and else by the one that stands there', () => {
  const person = { __typename: 'Person', name: 'n', age: 1, secret: 's' };

  expect(prune({ __typename: 'Record', owner: person })).toEqual({
    __typename: 'Record',
    owner: { __typename: 'Person', name: 'n', age: 1 },
  });
  expect(prune({ __typename: 'Record', owner: { name: 'n', age: 1 } })).toEqual({
    __typename: 'Record',
    owner: { name: 'n' },
  });
  expect(prune({ __typename: 'Record', owner: { __typename: 'Other', name: 'n', age: 1 } })).toEqual({
    __typename: 'Record',
    owner: { __typename: 'Other', name: 'n' },
  });
});

it('goes by an interface where an endpoint knows its objects as that alone', () => {
  expect(prune({ __typename: 'Holder', id: '1', level: 2 })).toEqual({ __typename: 'Holder', id: '1' });
});
