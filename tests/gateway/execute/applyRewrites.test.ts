import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { applyRewrites } from '../../../gateway/execute/applyRewrites.ts';
import { createSupergraphFacts } from '../../../gateway/execute/createSupergraphFacts.ts';

const sdl = `type Query { parts: [Part] } interface Part { maker: Nut }
  type Bolt implements Part { maker: Nut! } type Nut implements Part { maker: Nut year: Int likes: [Part] }`;
const facts = createSupergraphFacts(parse(sdl), buildSchema(sdl));

// As the planner asks where a type has the field more exactly than the interface, and something of it is asked type by type.
const rewrites = [
  { kind: 'KeyRenamer' as const, path: ['... on Part', 'maker__alias_0'], renameKeyTo: 'maker' },
];

it('keeps all parts of a field that was asked for by its type and by its interface', () => {
  const told = {
    __typename: 'Bolt',
    maker: { likes: [{ id: 'n' }, null] },
    maker__alias_0: { year: 1, likes: [{ year: 2 }, null] },
  };

  applyRewrites(rewrites, told, undefined, facts);

  expect(told).toEqual({
    __typename: 'Bolt',
    maker: { year: 1, likes: [{ id: 'n', year: 2 }, null] },
    maker__alias_0: undefined,
  });
});

it.each([
  [{ maker: { year: 1 }, maker__alias_0: null }, { year: 1 }],
  [{ maker: null, maker__alias_0: { year: 1 } }, { year: 1 }],
  [{ maker__alias_0: null }, null],
])('takes the name that the client reads: %j', (parts, maker) => {
  const told = { __typename: 'Bolt', ...parts };

  applyRewrites(rewrites, told, undefined, facts);

  expect(told).toMatchObject({ maker });
});
