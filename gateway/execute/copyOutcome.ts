import { copyJson } from './copyJson.ts';
import type { EntityOutcome } from './EntityFetcher.ts';
import { isJsonObject, type JsonObject } from './JsonObject.ts';

/** An outcome for a second place: executors merge into values, while errors are only read, however many there are. */
export function copyOutcome(outcome: EntityOutcome): EntityOutcome {
  if (outcome.kind !== 'entity') return outcome;
  const copy = copyJson(outcome.value);
  const value: JsonObject = isJsonObject(copy) ? copy : {};
  return { kind: 'entity', value, errors: outcome.errors };
}
