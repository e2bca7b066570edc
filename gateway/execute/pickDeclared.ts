import type { JsonObject } from './JsonObject.ts';
import type { PreparedOperation } from './PreparedOperation.ts';
import { pickVariables } from './pickVariables.ts';

/** The given variables that an operation declares, under the names that the client gave them. */
export function pickDeclared(
  variables: Readonly<JsonObject>,
  { operation, renamedVariables }: Pick<PreparedOperation, 'operation' | 'renamedVariables'>,
): JsonObject {
  const given = new Map([...renamedVariables].map(([from, to]) => [to, from]));
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return pickVariables(
    variables,
    names.map((name) => given.get(name) ?? name),
  );
}
