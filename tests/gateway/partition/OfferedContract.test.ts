import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { OfferedContract } from '../../../gateway/partition/OfferedContract.ts';

const SDL = 'type Person @key(fields: "id") { id: ID!  kind(of: Kind): Int } enum Kind { A B }';

const asking = (alias: string) => {
  const query = `query($representations:[_Any!]!,$of:Kind){_entities(representations:$representations){...on Person{${alias}:kind(of:$of)}}}`;
  return { query, document: parse(query, { noLocation: true }), operationName: undefined };
};

it('forgets what it prepared longest ago where operations have grown beyond the room for all', () => {
  const offered = new OfferedContract('hash', SDL);
  const first = offered.pruningOf(asking('first'), undefined);
  const second = offered.pruningOf(asking('second'), undefined);
  expect(offered.pruningOf(asking('first'), undefined)).toBe(first);

  // Clients choose the values by which one operation is pruned in several ways.
  const before = second.weight.bytes;
  second.pruned({ of: 'A' });
  second.pruned({ of: 'OTHER' });
  expect(second.weight.bytes).toBeGreaterThan(before);
  for (let forms = 0; forms < 2_000; forms++) second.weight.addForm();

  expect(offered.pruningOf(asking('second'), undefined)).toBe(second);
  expect(offered.pruningOf(asking('first'), undefined)).not.toBe(first);
});

it('prepares anew for another contract: what an endpoint lacks is told by that', () => {
  const offered = new OfferedContract('hash', SDL);
  const first = offered.pruningOf(asking('first'), undefined);
  const contract = buildSchema('type Query { a: Int }');

  const second = offered.pruningOf(asking('first'), contract);
  expect(second).not.toBe(first);
  expect(offered.pruningOf(asking('first'), contract)).toBe(second);
});

it('judges by the variables of each call whether it is taken whole, and once for all where there are none', () => {
  const offered = new OfferedContract('hash', SDL);
  const sample = { __typename: 'Person', id: '1' };
  const sampled: unknown[] = [];
  const sampleOf = () => {
    sampled.push(sample);
    return sample;
  };
  const takes = (
    variables: Readonly<Record<string, unknown>>,
    field = 'kind(of:$of)',
    kind = 'Person id',
  ) => {
    const query = `query($representations:[_Any!]!,$of:Kind){_entities(representations:$representations){...on Person{${field}}}}`;
    const document = parse(query, { noLocation: true });
    return offered.takesWhole(
      { query, document, operationName: undefined, variables },
      undefined,
      kind,
      sampleOf,
    );
  };

  expect([{ of: 'A' }, { of: 'OTHER' }, { of: 'B' }].map((variables) => takes(variables))).toEqual([
    true,
    false,
    true,
  ]);
  sampled.splice(0);
  for (let times = 0; times < 3; times++) {
    expect(takes({}, 'id')).toBe(true);
    expect(takes({}, 'id', 'Person id kind')).toBe(true);
  }
  expect(sampled).toHaveLength(2);
});
