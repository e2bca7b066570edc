import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { JsonObject } from '../execute/JsonObject.ts';
import { readKey } from '../execute/readKey.ts';

/** Reads the values of those variables that `@skip` and `@include` look at. */
export class ConditionReader {
  readonly #defaults: ReadonlyMap<string, boolean>;

  constructor(document: DocumentNode, operation: OperationDefinitionNode) {
    const names = new Set<string>();
    visit(document, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
    this.#defaults = new Map(
      [...names].map((name) => {
        const definition = operation.variableDefinitions?.find(
          ({ variable }) => variable.name.value === name,
        );
        const byDefault = definition?.defaultValue;
        return [name, byDefault?.kind === Kind.BOOLEAN && byDefault.value];
      }),
    );
  }

  /** @returns the same object for the same variables as long as they have none. */
  read(variables: Readonly<JsonObject>): Readonly<JsonObject> {
    if (this.#defaults.size === 0) return NONE;
    const values: JsonObject = {};
    for (const [name, byDefault] of this.#defaults) {
      const given = readKey(variables, name);
      values[name] = given === undefined ? byDefault : given === true;
    }
    return values;
  }
}

const NONE: Readonly<JsonObject> = {};
