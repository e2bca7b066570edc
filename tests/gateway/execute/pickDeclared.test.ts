import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { pickDeclared } from '../../../gateway/execute/pickDeclared.ts';

it('keeps what is declared, under the names of the client', () => {
  const [operation] = parse('subscription ($a: Int, $renamed: Int, $c: Int) { s(a: $a, b: $renamed, c: $c) }')
    .definitions as [OperationDefinitionNode];
  const renamedVariables = new Map([['b', 'renamed']]);

  expect(pickDeclared({ a: 1, b: 2, d: 4, renamed: 5 }, { operation, renamedVariables })).toEqual({
    a: 1,
    b: 2,
  });
});
