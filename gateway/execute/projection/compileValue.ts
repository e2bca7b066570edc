import { type GraphQLOutputType, isLeafType, isListType, isNonNullType } from 'graphql';
import { isJsonObject } from '../JsonObject.ts';
import { type Completer, INVALID } from './Completer.ts';
import { compileLeaf } from './compileLeaf.ts';
import { projectObject } from './projectObject.ts';
import type { SelectionPlan } from './SelectionPlan.ts';

/**
 * Prepares how values of a type are written; messages never quote a value.
 *
 * @param coordinate - `Type.field`, for messages.
 * @param child - what is asked of objects of this type; `null` for leaves.
 */
export function compileValue(
  type: GraphQLOutputType,
  coordinate: string,
  child: SelectionPlan | null,
): Completer {
  if (isNonNullType(type)) {
    const inner = compileBare(type.ofType, coordinate, child);
    return (value, run) => {
      const completed = inner(value, run);
      if (completed !== null) return completed;
      run.report(`Cannot return null for non-nullable field ${coordinate}.`);
      return INVALID;
    };
  }
  const inner = compileBare(type, coordinate, child);
  return (value, run) => {
    const completed = inner(value, run);
    return completed === INVALID ? null : completed;
  };
}

/** `null` for an absent value, {@link INVALID} for one whose error is reported already. */
function compileBare(type: GraphQLOutputType, coordinate: string, child: SelectionPlan | null): Completer {
  if (isListType(type)) return compileList(compileValue(type.ofType, coordinate, child), coordinate);
  if (isLeafType(type)) {
    const serialize = compileLeaf(type);
    return (value, run) => {
      if (value === null || value === undefined) return null;
      const serialized = serialize(value);
      if (serialized !== undefined) return serialized;
      run.refuse(`${coordinate} has a value that is no ${type.name}.`);
      return INVALID;
    };
  }
  return (value, run) => {
    if (value === null || value === undefined) return null;
    const plan = isJsonObject(value) ? child?.forType(value['__typename']) : undefined;
    if (plan !== undefined && isJsonObject(value)) return projectObject(value, plan, run);
    run.refuse(`${coordinate} has a value that is no ${String(type)}.`);
    return INVALID;
  };
}

function compileList(item: Completer, coordinate: string): Completer {
  return (value, run) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      run.refuse(`${coordinate} has a value that is no list.`);
      return INVALID;
    }
    const items: unknown[] = [];
    for (const [index, element] of value.entries()) {
      run.path.push(index);
      const completed = item(element, run);
      run.path.pop();
      if (completed === INVALID) return INVALID;
      items.push(completed);
    }
    return items;
  };
}
