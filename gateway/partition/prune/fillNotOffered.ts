import { isRecord } from '../isRecord.ts';
import type { NotOfferedField } from './NotOfferedField.ts';

/**
 * Puts `null` wherever a field that was not asked for belongs, into the entity itself.
 *
 * A key that the answer has all the same (asked of another type at the same place) is left alone, and where a list is
 * empty or a parent `null`, nothing is missing.
 *
 * @param typename - of the entity, where the answer does not tell it.
 * @returns the path of each `null` put, lists with their index, each once.
 */
export function fillNotOffered(
  entity: Record<string, unknown>,
  typename: string,
  fields: readonly NotOfferedField[],
): readonly (readonly (string | number)[])[] {
  const filled: (string | number)[][] = [];
  for (const { path } of fields) fill(entity, path, typename, []);
  return filled;

  function fill(
    value: unknown,
    steps: NotOfferedField['path'],
    known: string | undefined,
    path: (string | number)[],
  ): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) fill(item, steps, undefined, [...path, index]);
      return;
    }
    const [{ key, types }, next, ...rest] = steps;
    if (!isRecord(value) || !isMeant(value, types, known)) return;
    if (next) {
      if (Object.hasOwn(value, key)) fill(value[key], [next, ...rest], undefined, [...path, key]);
      return;
    }
    if (Object.hasOwn(value, key)) return;
    value[key] = null;
    filled.push([...path, key]);
  }
}

function isMeant(
  value: Readonly<Record<string, unknown>>,
  types: ReadonlySet<string> | undefined,
  known: string | undefined,
): boolean {
  if (!types) return true;
  const told = value['__typename'];
  const typename = typeof told === 'string' ? told : known;
  return typename !== undefined && types.has(typename);
}
