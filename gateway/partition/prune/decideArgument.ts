import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  Kind,
  type ValueNode,
  valueFromAST,
  valueFromASTUntyped,
} from 'graphql';
import { canonicalJson } from '../canonicalJson.ts';
import { fitsInput } from './fitsInput.ts';
import type { VariableScope } from './VariableScope.ts';

/** One argument of one field, as asked and as the endpoint declares it. */
export interface ArgumentSite {
  readonly node: ArgumentNode;
  /** `undefined` where the endpoint lacks the argument. */
  readonly definition: GraphQLArgument | undefined;
  /** What the contract assumes where the argument is left out; `undefined` where it says nothing. */
  readonly contractDefault: unknown;
}

/** `omit` leaves the argument out, which changes nothing; `drop` gives up the field. */
export type ArgumentDecision = 'keep' | 'omit' | 'drop';

/**
 * Decides whether a field may be asked with an argument.
 *
 * An argument that the endpoint does not understand is left out only where that asks for the same thing; otherwise
 * the field is given up, for an answer without the filter would look right and be wrong.
 *
 * @param values - effective values of the variables.
 */
export function decideArgument(
  { node, definition, contractDefault }: ArgumentSite,
  scope: VariableScope,
  values: Readonly<Record<string, unknown>>,
): ArgumentDecision {
  const value: unknown = valueFromASTUntyped(node.value, { ...values });
  if (!definition) return value == null || isSame(value, contractDefault) ? 'omit' : 'drop';
  const { type, defaultValue } = definition;
  if (!placesVariablesWell(node.value, type, defaultValue !== undefined, scope)) {
    const asksNothing = value === undefined || (value === null && defaultValue === undefined);
    return asksNothing && !isRequiredArgument(definition) ? 'omit' : 'drop';
  }
  if (value === undefined) return isRequiredArgument(definition) ? 'drop' : 'keep';
  return fitsInput(value, type) && isLiteralOf(node.value, type, values) ? 'keep' : 'drop';
}

/** Wrong kinds of literal, such as an enum value where the endpoint has a text, which values do not show. */
function isLiteralOf(
  node: ValueNode,
  type: GraphQLInputType,
  values: Readonly<Record<string, unknown>>,
): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  return valueFromAST(node, type, { ...values }) !== undefined;
}

function placesVariablesWell(
  node: ValueNode,
  type: GraphQLInputType,
  hasDefault: boolean,
  scope: VariableScope,
): boolean {
  if (node.kind === Kind.VARIABLE) return scope.isAllowedAt(node.name.value, type, hasDefault);
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = node.kind === Kind.LIST ? node.values : [node];
    return items.every((item) => placesVariablesWell(item, nullable.ofType, false, scope));
  }
  if (node.kind !== Kind.OBJECT || !isInputObjectType(nullable)) return true;
  const fields = nullable.getFields();
  return node.fields.every(({ name, value }) => {
    const field = fields[name.value];
    return !field || placesVariablesWell(value, field.type, field.defaultValue !== undefined, scope);
  });
}

const isSame = (value: unknown, other: unknown) =>
  other !== undefined && canonicalJson(value) === canonicalJson(other);
