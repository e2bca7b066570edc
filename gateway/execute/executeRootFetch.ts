import type { FormattedExecutionResult } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pickVariables } from './pickVariables.ts';
import { refillRoot } from './refillRoot.ts';
import { rootPaths } from './rootPaths.ts';
import { takeRootAnswer } from './takeRootAnswer.ts';
import { toTongbanError } from './toTongbanError.ts';

/** Asks one subgraph for root fields and merges them at every place; a failure is one error for each root field. */
export async function executeRootFetch(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  const { progress } = run;
  if (progress !== undefined) {
    const [first] = places;
    if (first === undefined || progress.wasAsked(fetch, first.value)) return;
    progress.noteAsked(fetch, first.value);
  }
  try {
    const answer = await send(fetch, run);
    const whole = await refillRoot(answer, fetch, places, run, (lesser) => send(lesser, run));
    takeRootAnswer(whole, fetch, places, run);
  } catch (error) {
    for (const failure of failures(error, fetch, places, run)) run.errors[fetch.ordinal]?.push(failure);
  }
}

async function send(fetch: PlannedFetch, run: ExecutionRun): Promise<FormattedExecutionResult> {
  const url = run.upstreams.urlOf(fetch.service);
  if (url === undefined) {
    throw new TongbanError('JURISDICTION_NOT_CONNECTED', `${fetch.service} has no address`);
  }
  const { service, query, operationName } = fetch;
  const variables = pickVariables(run.variables, fetch.variableUsages);
  return run.upstreams.client.send(
    { service, jurisdiction: null, url, operation: 'root', query, operationName, variables },
    run.context,
    run.context.signal,
  );
}

function failures(
  error: unknown,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): ExecutionError[] {
  const description = describeError(toTongbanError(error, run.context.signal), fetch.service, run.context);
  return rootPaths(fetch, places, run).map((path) => ({ ...description, path }));
}
