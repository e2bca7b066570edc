import { describeError } from './describeError.ts';
import type { EntityOutcome } from './EntityFetcher.ts';
import type { EntityGroup } from './EntityGroup.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { pickVariables } from './pickVariables.ts';
import { toTongbanError } from './toTongbanError.ts';

/** Asks about entities all at once. @returns one outcome per representation, in the same order; never rejects. */
export async function askEntities(
  {
    fetch,
    representations,
    contextArguments,
  }: Pick<EntityGroup, 'fetch' | 'representations' | 'contextArguments'>,
  run: Pick<ExecutionRun, 'variables' | 'context' | 'upstreams'>,
): Promise<readonly EntityOutcome[]> {
  const { service, document, query, operationName } = fetch;
  const variables = { ...pickVariables(run.variables, fetch.variableUsages), ...contextArguments };
  const { signal } = run.context;
  try {
    return await run.upstreams
      .entityFetcherFor(service)
      .fetchEntities(
        { service, document, query, operationName, variables, representations },
        run.context,
        signal,
      );
  } catch (error) {
    const description = describeError(toTongbanError(error, signal), service, run.context);
    return representations.map(() => ({ kind: 'failed', error: { ...description, path: [] } }));
  }
}
