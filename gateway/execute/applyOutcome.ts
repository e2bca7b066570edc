import { applyRewrites } from './applyRewrites.ts';
import type { EntityOutcome } from './EntityFetcher.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { entityKeysOf } from './entityKeysOf.ts';
import { isJsonObject } from './JsonObject.ts';
import { locateError } from './locateError.ts';
import { mergeObject } from './mergeObject.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { renameAliases } from './renameAliases.ts';
import { tellErrors } from './tellErrors.ts';
import { writeKey } from './writeKey.ts';

/** Puts what became of one entity at every place where it stands; errors are told once for each place. */
export function applyOutcome(
  outcome: EntityOutcome,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): void {
  const errors = run.errors[fetch.ordinal] ?? [];
  if (outcome.kind === 'entity') {
    const typeName = places[0]?.value['__typename'];
    const fallback = typeof typeName === 'string' ? typeName : undefined;
    applyRewrites(fetch.outputRewrites, outcome.value, fallback, run.facts);
  }
  for (const [index, place] of places.entries()) {
    switch (outcome.kind) {
      case 'entity':
        mergeObject(place.value, outcome.value, { copy: index > 0, vagueTypes: run.facts.vagueTypes });
        tellErrors(outcome.errors, place, fetch, run);
        noteLosses(outcome, place, fetch, run);
        break;
      case 'none':
        tellErrors(outcome.errors, place, fetch, run);
        noteLosses(outcome, place, fetch, run);
        if (outcome.errors.length > 0) {
          const path = pathOf(place);
          for (const key of entityKeysOf(fetch)) run.nulled.push([...path, key]);
        }
        break;
      case 'missing':
        errors.push(locateError(outcome.error, outcome.error.path, { place, fetch, run }));
        clear(place);
        break;
      case 'failed':
        errors.push({
          ...locateError(outcome.error, outcome.error.path, { place, fetch, run }),
          failedFetch: fetch,
        });
        break;
    }
  }
}

function noteLosses(
  outcome: Extract<EntityOutcome, { kind: 'entity' | 'none' }>,
  { value }: ObjectPlace,
  fetch: PlannedFetch,
  { losses }: ExecutionRun,
): void {
  const { kind, errors, untold = [] } = outcome;
  for (const { path } of errors) losses.note(value, renameAliases(path, fetch.aliases));
  for (const path of untold) losses.note(value, renameAliases(path, fetch.aliases));
  // Of what a subgraph knows nothing of, all is null.
  if (kind === 'none' && errors.length === 0)
    for (const key of entityKeysOf(fetch)) losses.note(value, [key]);
}

function clear({ parent, key }: ObjectPlace): void {
  if (Array.isArray(parent?.value) && typeof key === 'number') parent.value[key] = null;
  if (isJsonObject(parent?.value) && typeof key === 'string') writeKey(parent.value, key, null);
}
