import type { JsonObject } from './JsonObject.ts';
import type { PreparedOperation } from './PreparedOperation.ts';
import { readKey } from './readKey.ts';

/** Of a client's variables those that its operation declares, under the client's names: nothing else is ever read. */
export function keepDeclared(
  variables: Readonly<JsonObject>,
  { operation, renamedVariables }: Pick<PreparedOperation, 'operation' | 'renamedVariables'>,
): Readonly<JsonObject> {
  const originals = new Map([...renamedVariables].map(([from, to]) => [to, from]));
  // Without a prototype: a name may be `__proto__`.
  const kept: JsonObject = Object.create(null);
  for (const { variable } of operation.variableDefinitions ?? []) {
    const name = originals.get(variable.name.value) ?? variable.name.value;
    const value = readKey(variables, name);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
