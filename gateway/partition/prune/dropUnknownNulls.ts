import { type GraphQLInputType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { isRecord } from '../isRecord.ts';

/**
 * Leaves out input fields that the endpoint lacks where they are `null` anyway: they ask for nothing.
 *
 * An unknown field with a value stays, so that `fitsInput` refuses it: to drop a filter would widen the answer.
 */
export function dropUnknownNulls(value: unknown, type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const { ofType } = nullable;
    return Array.isArray(value)
      ? value.map((item) => dropUnknownNulls(item, ofType))
      : dropUnknownNulls(value, ofType);
  }
  if (!isInputObjectType(nullable) || !isRecord(value)) return value;

  const fields = nullable.getFields();
  const kept: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = fields[name];
    if (field) kept.push([name, dropUnknownNulls(item, field.type)]);
    else if (item !== null && item !== undefined) kept.push([name, item]);
  }
  return Object.fromEntries(kept);
}
