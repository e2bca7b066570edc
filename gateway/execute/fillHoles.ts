import { isJsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';
import { writeKey } from './writeKey.ts';

/**
 * Puts what an answer says where a former one has holes (`undefined`), and changes nothing else of it.
 *
 * @param identityAt - the keys that tell an object at a path from others: where these differ, both are about something else.
 * @returns what stands there now.
 */
export function fillHoles(
  known: unknown,
  answer: unknown,
  identityAt: (path: readonly string[]) => readonly string[],
  path: readonly string[] = [],
): unknown {
  if (known === undefined) return answer;
  if (Array.isArray(known) && Array.isArray(answer)) {
    if (known.length !== answer.length) return known;
    for (const [index, item] of answer.entries())
      known[index] = fillHoles(known[index], item, identityAt, path);
    return known;
  }
  if (!isJsonObject(known) || !isJsonObject(answer)) return known;
  const differs = (key: string) => {
    const [one, other] = [readKey(known, key), readKey(answer, key)];
    return one !== undefined && other !== undefined && JSON.stringify(one) !== JSON.stringify(other);
  };
  if (['__typename', ...identityAt(path)].some(differs)) return known;
  for (const key of Object.keys(answer))
    writeKey(known, key, fillHoles(readKey(known, key), answer[key], identityAt, [...path, key]));
  return known;
}
