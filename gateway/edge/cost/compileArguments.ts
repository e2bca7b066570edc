import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { isPlainObject } from '../graphql/isPlainObject.ts';
import type { CostModel } from './CostModel.ts';
import type { Amount, ReadVariable } from './CostNode.ts';
import { hasVariables } from './hasVariables.ts';

/** What the values of a field's arguments cost: input objects one each, and whatever `@cost` says. */
export function compileArguments(
  field: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
  model: CostModel,
): Amount {
  let constant = 0;
  const variable: ((read: ReadVariable) => number)[] = [];
  for (const argument of field.args) {
    const node = given.find(({ name }) => name.value === argument.name)?.value;
    if (node === undefined || !model.canCost(argument)) continue;
    if (node.kind === Kind.VARIABLE)
      variable.push((read) => costOfVariable(read(node.name.value), argument, model));
    else if (hasVariables(node)) variable.push((read) => costOf(readValue(node, read), argument, model));
    else constant += costOf(valueFromASTUntyped(node), argument, model);
  }
  if (variable.length === 0) return constant;
  return (read) => variable.reduce((cost, of) => cost + of(read), constant);
}

type CostedInput = GraphQLArgument | GraphQLInputField;

/** By the value of a variable: it may be large, and used in many places. */
const known = new WeakMap<object, Map<CostedInput, number>>();

function costOfVariable(value: unknown, input: CostedInput, model: CostModel): number {
  if (typeof value !== 'object' || value === null) return costOf(value, input, model);
  const costs = known.get(value) ?? new Map<CostedInput, number>();
  known.set(value, costs);
  const cost = costs.get(input) ?? costOf(value, input, model);
  costs.set(input, cost);
  return cost;
}

/** Plain values, as a request gives them; what does not fit its type is refused later, and costs nothing. */
function costOf(value: unknown, input: CostedInput, model: CostModel): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce((cost: number, item) => cost + costOf(item, input, model), 0);
  }
  let cost = model.ofInput(input);
  const type = getNamedType(input.type);
  if (!isInputObjectType(type) || !isPlainObject(value)) return cost;
  // Not by what is given: that may have any number of names that the type does not know.
  for (const field of Object.values(type.getFields())) {
    if (model.canCost(field) && Object.hasOwn(value, field.name))
      cost += costOf(value[field.name], field, model);
  }
  return cost;
}

function readValue(node: ValueNode, read: ReadVariable): unknown {
  if (node.kind === Kind.VARIABLE) return read(node.name.value);
  if (node.kind === Kind.LIST) return node.values.map((value) => readValue(value, read));
  if (node.kind !== Kind.OBJECT) return valueFromASTUntyped(node);
  return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, readValue(value, read)]));
}
