import type { JsonObject } from '../JsonObject.ts';
import { readKey } from '../readKey.ts';
import { writeKey } from '../writeKey.ts';
import { INVALID, type ProjectionRun } from './Completer.ts';
import type { ObjectPlan } from './SelectionPlan.ts';

/** Writes what the client asked of one object, and nothing else, in the client's order; or {@link INVALID}. */
export function projectObject(
  value: JsonObject,
  plan: ObjectPlan,
  run: ProjectionRun,
): JsonObject | typeof INVALID {
  const result: JsonObject = {};
  for (const field of plan.fields) {
    const given = field.inherited ? readKey(value, field.source) : value[field.source];
    run.path.push(field.key);
    const completed = field.complete(given, run);
    run.path.pop();
    if (completed === INVALID) return INVALID;
    if (field.inherited) writeKey(result, field.key, completed);
    else result[field.key] = completed;
  }
  return result;
}
