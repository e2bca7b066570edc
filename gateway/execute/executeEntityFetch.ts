import { applyOutcome } from './applyOutcome.ts';
import { askEntities } from './askEntities.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { groupEntities } from './groupEntities.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/** Asks one subgraph about the entities at `places`, all at once, and puts each answer where its entity stands. */
export async function executeEntityFetch(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  const groups = groupEntities(fetch, places, run);
  const answers = await Promise.all(groups.map((group) => askEntities(group, run)));
  // Merged group by group after all have answered, so that errors keep one order.
  for (const [groupIndex, group] of groups.entries()) {
    for (const [index, standing] of group.places.entries()) {
      const outcome = answers[groupIndex]?.[index];
      if (outcome !== undefined) applyOutcome(outcome, group.fetch, standing, run);
    }
  }
}
