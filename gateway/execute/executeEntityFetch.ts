import { TongbanError } from '../../domain/TongbanError.ts';
import { applyOutcome } from './applyOutcome.ts';
import { askEntities } from './askEntities.ts';
import { describeError } from './describeError.ts';
import type { EntityOutcome } from './EntityFetcher.ts';
import type { EntityGroup } from './EntityGroup.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { fillSwallowed } from './fillSwallowed.ts';
import { groupEntities } from './groupEntities.ts';
import type { PartialAnswer } from './PartialAnswer.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { tellRefilled } from './tellRefilled.ts';

/** Asks one subgraph about the entities at `places`, all at once, and puts each answer where its entity stands. */
export async function executeEntityFetch(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  const groups = groupEntities(fetch, places, run, (place) => {
    const cause = new TongbanError('JURISDICTION_BAD_RESPONSE', 'a context has been lost beside a failure');
    const error = describeError(cause, fetch.service, run.context);
    run.errors[fetch.ordinal]?.push({ ...error, path: pathOf(place), failedFetch: fetch });
  });
  const answers = await Promise.all(groups.map((group) => ask(group, run)));
  // Merged group by group after all have answered, so that errors keep one order.
  for (const [groupIndex, group] of groups.entries()) {
    for (const [index, standing] of group.places.entries()) {
      const outcome = answers[groupIndex]?.[index];
      if (outcome !== undefined) applyOutcome(outcome, group.fetch, standing, run);
    }
  }
}

async function ask(group: EntityGroup, run: ExecutionRun): Promise<readonly EntityOutcome[]> {
  const outcomes = await askEntities(group, run);
  const answers = outcomes.map(answerOf);
  if (!answers.some(({ errors }) => errors.length > 0)) return outcomes;
  const { fetch } = group;
  const refilled = await fillSwallowed(fetch, answers, run, async (lesser, indexes) => {
    const representations = group.representations.filter((_, index) => indexes.includes(index));
    const others = await askEntities({ ...group, fetch: lesser, representations }, run);
    return others.map(answerOf);
  });
  return outcomes.map((outcome, index): EntityOutcome => {
    const answer = refilled.get(index);
    if (answer === undefined) return outcome;
    tellRefilled(answer, fetch, group.places[index] ?? [], run);
    const { value, errors, untold } = answer;
    return value === null ? { kind: 'none', errors, untold } : { kind: 'entity', value, errors, untold };
  });
}

/** One that has failed as a whole has nulled nothing. */
const answerOf = (outcome: EntityOutcome): PartialAnswer => ({
  value: outcome.kind === 'entity' ? outcome.value : null,
  errors: outcome.kind === 'entity' || outcome.kind === 'none' ? outcome.errors : [],
});
