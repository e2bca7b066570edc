import type { FetchDataRewrite } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import { mergeObject } from './mergeObject.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { writeKey } from './writeKey.ts';

const CONDITION = '... on ';

/**
 * Applies the planner's rewrites in place, before data is sent or merged.
 *
 * @param typeName - the type of `value` where its own data does not name it.
 */
export function applyRewrites(
  rewrites: readonly FetchDataRewrite[],
  value: JsonObject,
  typeName: string | undefined,
  facts: SupergraphFacts,
): void {
  for (const rewrite of rewrites) {
    const key = rewrite.path.at(-1);
    if (key === undefined) continue;
    for (const object of objectsAt(value, rewrite.path.slice(0, -1), typeName, facts)) {
      rewriteKey(object, key, rewrite, facts);
    }
  }
}

function rewriteKey(
  object: JsonObject,
  key: string,
  rewrite: FetchDataRewrite,
  { vagueTypes }: SupergraphFacts,
): void {
  if (rewrite.kind === 'ValueSetter') {
    writeKey(object, key, rewrite.setValueTo);
    return;
  }
  const value = readKey(object, key);
  if (value === undefined) return;
  // Of one object a field may be asked for in parts, under several names: by its interface and by its type.
  if (readKey(object, rewrite.renameKeyTo) === undefined) writeKey(object, rewrite.renameKeyTo, value);
  else mergeObject(object, { [rewrite.renameKeyTo]: value }, { copy: false, vagueTypes });
  // Setting is much cheaper than deleting; merging skips what is undefined.
  writeKey(object, key, undefined);
}

function objectsAt(
  value: unknown,
  path: readonly string[],
  typeName: string | undefined,
  facts: SupergraphFacts,
): readonly JsonObject[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => objectsAt(item, path, typeName, facts));
  }
  if (!isJsonObject(value)) return [];
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (!head.startsWith(CONDITION)) return objectsAt(readKey(value, head), rest, undefined, facts);

  const own = value['__typename'];
  const known = typeof own === 'string' ? own : typeName;
  const meets = known === undefined || facts.meets(known, head.slice(CONDITION.length));
  return meets ? objectsAt(value, rest, known, facts) : [];
}
