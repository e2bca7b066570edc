import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { PatientPlanner } from '../../../../gateway/plan/aside/PatientPlanner.ts';
import type { PlanningJob } from '../../../../gateway/plan/aside/PlanningJob.ts';
import { OutOfPlanningTime } from '../../../../gateway/plan/OutOfPlanningTime.ts';
import type { PlannedOperation } from '../../../../gateway/plan/Planner.ts';

const document = parse('{ here }');
const planOf = (passes: number): PlannedOperation => ({ plan: { kind: 'QueryPlan' }, passes, unasked: [] });
const [here, aside] = [planOf(1), planOf(2)];

/** A planner that needs so long, and a thread that notes what it is asked for. */
function createPlanner({ needsMs, mostMs = 5_000, hasThread = true, isBusy = false }: Partial<Setting>) {
  const times: number[] = [];
  const jobs: PlanningJob[] = [];
  const planner = {
    plan: (_: unknown, __: unknown, ms: number) => {
      times.push(ms);
      if ((needsMs ?? 0) > ms) throw new OutOfPlanningTime(ms);
      return here;
    },
  };
  const thread = {
    isBusy,
    plan: async (job: PlanningJob) => {
      jobs.push(job);
      return aside;
    },
  };
  const patient = new PatientPlanner(planner, { mostMs: () => mostMs, ...(hasThread && { thread }) });
  return { patient, times, jobs };
}

interface Setting {
  readonly needsMs: number;
  readonly mostMs: number;
  readonly hasThread: boolean;
  readonly isBusy: boolean;
}

it('plans at once what takes little time', () => {
  const { patient, jobs } = createPlanner({ needsMs: 30 });

  expect(patient.plan(document)).toBe(here);
  expect(jobs).toEqual([]);
});

it('gives what takes longer to the thread, with all of its time', async () => {
  const { patient, times, jobs } = createPlanner({ needsMs: 3_000 });

  expect(await patient.plan(document, ['blue'])).toBe(aside);
  expect(jobs).toEqual([{ text: '{\n  here\n}', labels: ['blue'], mostMs: 5_000 }]);
  expect(times).toEqual([250]);
});

it('tries less here while the thread is busy', async () => {
  const { patient, times } = createPlanner({ needsMs: 100, isBusy: true });

  expect(await patient.plan(document)).toBe(aside);
  expect(times).toEqual([50]);
});

it.each([
  { needsMs: 150, mostMs: 100 },
  { needsMs: 6_000, hasThread: false },
])('refuses %j here', (setting) => {
  const { patient, jobs } = createPlanner(setting);

  expect(() => patient.plan(document)).toThrow(OutOfPlanningTime);
  expect(jobs).toEqual([]);
});
