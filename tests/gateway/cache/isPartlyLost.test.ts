import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { isPartlyLost } from '../../../gateway/cache/invalidation/isPartlyLost.ts';

const operationOf = (text: string): OperationDefinitionNode => {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation;
};
const ONE = operationOf('mutation { a { id } }');
const TWO = operationOf('mutation { a { id } b { id } }');
const SPREAD = operationOf('mutation { ...F } fragment F on Mutation { a { id } b { id } }');
const fields = ['price'];

it.each([
  ['the only field was refused', ONE, null, [{ path: ['a'] }], false],
  ['one of two fields was refused', TWO, { a: { id: '1' }, b: null }, [{ path: ['b'] }], false],
  ['another field took all along', TWO, null, [{ path: ['b'] }], true],
  ['another field of a fragment took all along', SPREAD, null, [{ path: ['b'] }], true],
  ['a field below took its object along', ONE, { a: null }, [{ path: ['a', 'price'] }], true],
  ['a field below took all along', ONE, null, [{ path: ['a', 'price'] }], true],
  ['a field of an entity took it along', ONE, null, [{ path: ['a'], extensions: { fields } }], true],
  ['a field below is null', ONE, { a: { id: '1', price: null } }, [{ path: ['a', 'price'] }], false],
  ['an item took its list along', ONE, { a: { list: null } }, [{ path: ['a', 'list', 0] }], true],
  ['an item is null', ONE, { a: { list: [null] } }, [{ path: ['a', 'list', 0] }], false],
  [
    'a field of an entity is null',
    ONE,
    { a: { price: null } },
    [{ path: ['a'], extensions: { fields } }],
    false,
  ],
  ['nothing was asked', TWO, null, [{}], false],
  ['all went well', TWO, { a: { id: '1' }, b: { id: '2' } }, undefined, false],
])('%s', (_, operation, data, errors, isLost) => {
  expect(isPartlyLost({ operation, data, errors })).toBe(isLost);
});
