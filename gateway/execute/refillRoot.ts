import type { FormattedExecutionResult } from 'graphql';
import type { ExecutionRun } from './ExecutionRun.ts';
import { fillSwallowed } from './fillSwallowed.ts';
import { isJsonObject } from './JsonObject.ts';
import { operationOf } from './operationOf.ts';
import type { PartialAnswer } from './PartialAnswer.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { RootAnswer } from './RootAnswer.ts';
import { relativeError } from './relativeError.ts';
import { tellRefilled } from './tellRefilled.ts';

/**
 * An answer about root fields with what failures in it have nulled and others require, as far as that can be asked for again: a
 * mutation cannot, nor an event.
 *
 * @param send - to whoever gave the answer.
 */
export async function refillRoot(
  answer: FormattedExecutionResult,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
  send: (fetch: PlannedFetch) => Promise<FormattedExecutionResult>,
): Promise<RootAnswer> {
  // A root field that may not be null takes all of `data` along.
  const isTold = answer.data === null || isJsonObject(answer.data);
  if (!isTold || !answer.errors?.length) return answer;
  const isRepeatable = operationOf(fetch.document)?.operation === 'query';
  const refilled = await fillSwallowed(fetch, [partOf(answer)], run, async (lesser) =>
    // Who cannot be reached any more says as little as who must not be asked.
    isRepeatable ? [await send(lesser).then(partOf, () => null)] : [],
  );
  const [part] = refilled.values();
  if (part === undefined) return answer;
  tellRefilled(part, fetch, places, run);
  // Errors that name no place are about no object, and were never looked at.
  const placeless = answer.errors.filter(({ path }) => path === undefined);
  return { ...answer, data: part.value, errors: [...placeless, ...part.errors], untold: part.untold };
}

const partOf = ({ data, errors = [] }: FormattedExecutionResult): PartialAnswer => ({
  value: isJsonObject(data) ? data : null,
  errors: errors.flatMap((error) => (error.path === undefined ? [] : [relativeError(error, error.path)])),
});
