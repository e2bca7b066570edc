import { applyOutcome } from './applyOutcome.ts';
import { describeError } from './describeError.ts';
import type { EntityOutcome } from './EntityFetcher.ts';
import type { EntityGroup } from './EntityGroup.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { groupEntities } from './groupEntities.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pickVariables } from './pickVariables.ts';
import { toTongbanError } from './toTongbanError.ts';

/** Asks one subgraph about the entities at `places`, all at once, and puts each answer where its entity stands. */
export async function executeEntityFetch(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  const groups = groupEntities(fetch, places, run);
  const answers = await Promise.all(groups.map((group) => ask(fetch, group, run)));
  // Merged group by group after all have answered, so that errors keep one order.
  for (const [groupIndex, group] of groups.entries()) {
    for (const [index, standing] of group.places.entries()) {
      const outcome = answers[groupIndex]?.[index];
      if (outcome !== undefined) applyOutcome(outcome, fetch, standing, run);
    }
  }
}

async function ask(
  fetch: PlannedFetch,
  group: EntityGroup,
  run: ExecutionRun,
): Promise<readonly EntityOutcome[]> {
  const { service, document, query, operationName } = fetch;
  const { representations } = group;
  const variables = {
    ...pickVariables(run.variables, fetch.variableUsages),
    ...group.contextArguments,
  };
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
