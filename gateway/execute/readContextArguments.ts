import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import type { ObjectPlace } from './Place.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

const CONDITION = '... on ';

/**
 * The arguments that a fetch at this place takes from objects around it (`@fromContext`).
 *
 * A rewrite's path climbs by `..` to the object that sets the context and goes down from there; of several for one
 * argument, the first whose types fit is meant.
 *
 * @returns variables by name; one that has no value is `null`, as the planner declares it.
 */
export function readContextArguments(
  rewrites: readonly FetchDataKeyRenamer[],
  place: ObjectPlace,
  facts: SupergraphFacts,
): JsonObject {
  const values: JsonObject = {};
  for (const { path, renameKeyTo } of rewrites) {
    if ((values[renameKeyTo] ?? null) !== null) continue;
    const climbs = path.filter((step) => step === '..').length;
    const start = climb(place, climbs);
    values[renameKeyTo] = start === null ? null : (descend(start, path.slice(climbs), facts) ?? null);
  }
  return values;
}

/** Climbs over `count` response keys; list positions on the way do not count. */
function climb(place: ObjectPlace, count: number): unknown {
  let at: ObjectPlace['parent'] = place;
  for (let left = count; left > 0; ) {
    if (at === null) return null;
    if (typeof at.key === 'string') left--;
    at = at.parent;
  }
  return at?.value ?? null;
}

function descend(value: unknown, path: readonly string[], facts: SupergraphFacts): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => descend(item, path, facts));
  if (!isJsonObject(value)) return undefined;
  if (!step.startsWith(CONDITION)) return descend(readKey(value, step), rest, facts);

  const typeName = value['__typename'];
  const condition = step.slice(CONDITION.length);
  return typeof typeName !== 'string' || facts.meets(typeName, condition)
    ? descend(value, rest, facts)
    : undefined;
}
