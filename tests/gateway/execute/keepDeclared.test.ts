import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { keepDeclared } from '../../../gateway/execute/keepDeclared.ts';

it('keeps what the operation declares, under the names that the client gave it', () => {
  const document = parse('query ($renamed: Int, $__proto__: Int, $absent: Int, $nothing: Int) { a }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const renamedVariables = new Map([['representations', 'renamed']]);
  const variables = JSON.parse('{"representations":1,"__proto__":2,"nothing":null,"unused":3,"renamed":4}');

  const kept = keepDeclared(variables, { operation, renamedVariables });

  expect(JSON.stringify(kept)).toBe('{"representations":1,"__proto__":2,"nothing":null}');
});
