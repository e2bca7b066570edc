import type { UnaskedField } from '../plan/UnaskedField.ts';
import { isJsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';

type Path = readonly (string | number)[];

/** Paths of fields that nobody was asked for, of objects that came all the same. */
export function findUnasked(data: unknown, unasked: readonly UnaskedField[]): readonly Path[] {
  return unasked.flatMap(({ place, type, key }) => {
    const found: Path[] = [];
    const walk = (value: unknown, depth: number, path: Path): void => {
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) walk(item, depth, [...path, index]);
        return;
      }
      if (!isJsonObject(value)) return;
      const step = place[depth];
      if (step !== undefined) walk(readKey(value, step), depth + 1, [...path, step]);
      else if (value['__typename'] === type && readKey(value, key) === undefined) found.push([...path, key]);
    };
    walk(data, 0, []);
    return found;
  });
}
