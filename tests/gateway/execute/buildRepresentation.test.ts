import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { buildRepresentation } from '../../../gateway/execute/buildRepresentation.ts';
import { createSupergraphFacts } from '../../../gateway/execute/createSupergraphFacts.ts';

const sdl =
  'type Query { order: Order } type Order { id: ID lines: [Line] } type Line { count: Int price: Int }';
const facts = createSupergraphFacts(parse(sdl), buildSchema(sdl));
const lines = (name: string): QueryPlanSelectionNode => ({
  kind: 'Field',
  name: 'lines',
  selections: [{ kind: 'Field', name }],
});

it('tells all parts of an object that a fragment and a field beside it require', () => {
  const order = { __typename: 'Order', lines: [{ count: 2, price: 3 }, null] };

  const told = buildRepresentation(
    order,
    [
      { kind: 'Field', name: '__typename' },
      { kind: 'InlineFragment', typeCondition: 'Order', selections: [lines('price')] },
      lines('count'),
    ],
    facts,
  );

  expect(told).toEqual({ __typename: 'Order', lines: [{ price: 3, count: 2 }, null] });
});
