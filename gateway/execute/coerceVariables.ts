import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { JsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';

const MAX_ERRORS = 20;
/** The only message of graphql-js in this matter that quotes nothing of what was sent. */
const MISSING_FIELD = /^Field "\w+" of required type "[^"]+" was not provided\.$/;

/** Thrown to end a look at values of which every single one may be wrong: graphql-js thinks up suggestions for each. */
const ENOUGH = new Error('enough problems');

/** Coerced values by name, or what is wrong with the given ones. */
export type CoercedVariables =
  | { readonly kind: 'ok'; readonly values: Readonly<JsonObject> }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/**
 * Checks a request's variables against the API schema, as graphql-js does, except that no message quotes a value:
 * variables carry people's numbers and names.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<JsonObject>,
): CoercedVariables {
  const values: JsonObject = {};
  const problems: string[] = [];
  try {
    for (const definition of operation.variableDefinitions ?? []) {
      coerceVariable(schema, definition, given, values, problems);
    }
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  if (problems.length === 0) return { kind: 'ok', values };
  const { origin, retryable } = ERROR_KINDS.BAD_USER_INPUT;
  const extensions = { code: 'BAD_USER_INPUT', origin, retryable };
  const errors = problems.slice(0, MAX_ERRORS).map((problem) => new GraphQLError(problem, { extensions }));
  return { kind: 'refused', errors };
}

function coerceVariable(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  given: Readonly<JsonObject>,
  values: JsonObject,
  problems: string[],
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) {
    problems.push(`Variable "$${name}" is of a type that cannot be given.`);
    return;
  }
  const value = readKey(given, name);
  if (value === undefined && definition.defaultValue !== undefined) {
    values[name] = valueFromAST(definition.defaultValue, type);
    return;
  }
  if (isNonNullType(type) && (value === undefined || value === null)) {
    problems.push(`Variable "$${name}" of required type "${String(type)}" was not provided.`);
    return;
  }
  if (value === undefined) return;
  values[name] = coerceInputValue(value, type, (path, _, { message }) => {
    const place = path.map((step) => `.${step}`).join('');
    const detail = MISSING_FIELD.test(message) ? `: ${message}` : '.';
    problems.push(
      `Variable "$${name}" of type "${String(type)}" has an invalid value at "${name}${place}"${detail}`,
    );
    if (problems.length >= MAX_ERRORS) throw ENOUGH;
  });
}
