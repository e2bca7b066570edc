import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  specifiedScalarTypes,
  typeFromAST,
} from 'graphql';
import { coerceVariables } from '../execute/coerceVariables.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { readKey } from '../execute/readKey.ts';

/** Whether a request's variables fit. */
export type VariableCheck = (variables: Readonly<JsonObject>) => boolean;

type ValueCheck = (value: unknown) => boolean;

/**
 * Prepares the check of an operation's variables: plain values are looked at, whatever else goes through the coercion of the
 * general lane.
 */
export function compileVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): VariableCheck {
  const checks = (operation.variableDefinitions ?? []).map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node);
    const isOptional = defaultValue !== undefined || !isNonNullType(type);
    const fits = isInputType(type) ? checkOf(type) : never;
    return { name: variable.name.value, isOptional, fits };
  });
  const isPlain: VariableCheck = (variables) =>
    checks.every(({ name, isOptional, fits }) => {
      const value = readKey(variables, name);
      return value === undefined ? isOptional : fits(value);
    });
  return (variables) =>
    isPlain(variables) || coerceVariables(schema, operation, variables).kind !== 'refused';
}

/** Says no where it is not sure. */
function checkOf(type: GraphQLInputType): ValueCheck {
  if (isNonNullType(type)) {
    const inner = checkOf(type.ofType);
    return (value) => value !== null && inner(value);
  }
  if (isListType(type)) {
    const item = checkOf(type.ofType);
    return (value) => value === null || (Array.isArray(value) && value.every(item));
  }
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => value === null || names.has(value);
  }
  const isSpecified = specifiedScalarTypes.some((scalar) => scalar === type);
  const fits = isSpecified ? (SCALARS[type.name] ?? never) : never;
  return (value) => value === null || fits(value);
}

const never: ValueCheck = () => false;
const isInt: ValueCheck = (value) => typeof value === 'number' && (value | 0) === value;
const isText: ValueCheck = (value) => typeof value === 'string';
const SCALARS: Readonly<Record<string, ValueCheck>> = {
  Int: isInt,
  Float: Number.isFinite,
  String: isText,
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => isText(value) || isInt(value),
};
