import { buildSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { coerceVariables } from '../../../gateway/execute/coerceVariables.ts';

const schema = buildSchema('type Query { x(f: In, all: [In!]): Int } input In { first: Int second: Int }');
const [operation] = parse('query ($f: In, $all: [In!]) { x(f: $f, all: $all) }').definitions.filter(
  (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
);

function coerce(given: Record<string, unknown>) {
  if (operation === undefined) throw new TypeError('no operation');
  return coerceVariables(schema, operation, given);
}

it('looks no further than twenty problems', () => {
  let looked = 0;
  const entries = {
    *[Symbol.iterator]() {
      for (; looked < 100_000; looked++) yield 'none';
    },
  };
  const result = coerce({ all: entries });

  expect('errors' in result && result.errors).toHaveLength(20);
  expect(looked).toBeLessThan(25);
});

it('names twenty of many fields that an input type does not have', () => {
  const f = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`frst${index}`, index]));
  const result = coerce({ f });

  expect('errors' in result && result.errors).toHaveLength(20);
  expect(JSON.stringify(result)).not.toContain('frst');
});
