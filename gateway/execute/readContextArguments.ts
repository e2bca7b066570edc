import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import type { Losses } from './Losses.ts';
import type { ObjectPlace } from './Place.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

const CONDITION = '... on ';

/** It would be there, but for something else that has failed. */
const HIDDEN = Symbol('hidden');

/**
 * The arguments that a fetch at this place takes from objects around it (`@fromContext`).
 *
 * A rewrite's path climbs by `..` to the object that sets the context and goes down from there; of several for one
 * argument, the first whose types fit is meant.
 *
 * @returns variables by name; `undefined` for one whose value has not come yet, `null` for one that has none, as the
 *   planner declares it; `null` for all where nobody can tell one any more, since something beside it has failed.
 */
export function readContextArguments(
  rewrites: readonly FetchDataKeyRenamer[],
  place: ObjectPlace,
  facts: SupergraphFacts,
  losses: Losses,
): JsonObject | null {
  const values: JsonObject = {};
  for (const { path, renameKeyTo } of rewrites) {
    if ((values[renameKeyTo] ?? null) !== null) continue;
    const climbs = path.filter((step) => step === '..').length;
    const found = descend(climb(place, climbs), path.slice(climbs), facts, losses);
    if (found === HIDDEN) return null;
    // Of types that do not fit, another rewrite may know more.
    if (found !== null || !(renameKeyTo in values)) values[renameKeyTo] = found;
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

function descend(value: unknown, path: readonly string[], facts: SupergraphFacts, losses: Losses): unknown {
  const [step, ...rest] = path;
  if (step === undefined || value === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) =>
      item === undefined ? missing(value, String(index), path, losses) : descend(item, path, facts, losses),
    );
    if (items.includes(HIDDEN)) return HIDDEN;
    return items.includes(undefined) ? undefined : items;
  }
  // What the planner reads where a type has nothing to give: see `completeContexts`.
  if (!isJsonObject(value) || step === '__typename') return null;
  if (!step.startsWith(CONDITION)) {
    const next = readKey(value, step);
    return next === undefined ? missing(value, step, rest, losses) : descend(next, rest, facts, losses);
  }

  const typeName = value['__typename'];
  const condition = step.slice(CONDITION.length);
  return typeof typeName !== 'string' || facts.meets(typeName, condition)
    ? descend(value, rest, facts, losses)
    : null;
}

/** What stands for something absent: null, if it has failed itself. */
function missing(container: object, key: string, path: readonly string[], losses: Losses): unknown {
  const failed = [...losses.at(container, key)];
  if (failed.length === 0) return undefined;
  const keys = path.filter((step) => !step.startsWith(CONDITION));
  return failed.some((lost) => lost.every((one, depth) => one === keys[depth])) ? null : HIDDEN;
}
