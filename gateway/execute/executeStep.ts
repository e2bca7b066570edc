import type { ExecutionRun } from './ExecutionRun.ts';
import { executeEntityFetch } from './executeEntityFetch.ts';
import { executeRootFetch } from './executeRootFetch.ts';
import { findPlaces } from './findPlaces.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlanStep } from './PlanStep.ts';

/**
 * Runs a part of a plan for the objects at `places` and merges what it answers.
 *
 * Never rejects because of an upstream: failures become errors of the run, and the rest goes on.
 */
export async function executeStep(
  step: PlanStep,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const child of step.steps) await executeStep(child, places, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((child) => executeStep(child, places, run)));
      return;
    case 'flatten': {
      const found = findPlaces(places, step.path, run.facts);
      if (found.length > 0) await executeStep(step.step, found, run);
      return;
    }
    case 'condition': {
      const branch = run.coercedVariables[step.variable] === true ? step.whenTrue : step.whenFalse;
      if (branch !== null) await executeStep(branch, places, run);
      return;
    }
    case 'fetch':
      await (step.fetch.requires === null
        ? executeRootFetch(step.fetch, places, run)
        : executeEntityFetch(step.fetch, places, run));
  }
}
