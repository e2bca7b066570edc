import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { NoPlanningThread } from '../../../../gateway/plan/aside/NoPlanningThread.ts';
import { PatientPlanner } from '../../../../gateway/plan/aside/PatientPlanner.ts';
import type { PlanningJob } from '../../../../gateway/plan/aside/PlanningJob.ts';
import { PlanningTurns } from '../../../../gateway/plan/aside/PlanningTurns.ts';
import { OutOfPlanningTime } from '../../../../gateway/plan/OutOfPlanningTime.ts';
import type { PlannedOperation } from '../../../../gateway/plan/Planner.ts';
import type { PlanningAllowance } from '../../../../gateway/plan/PlanningAllowance.ts';

const document = parse('{ here }');
const planOf = (passes: number): PlannedOperation => ({ plan: { kind: 'QueryPlan' }, passes, unasked: [] });
const [here, aside] = [planOf(1), planOf(2)];

/** A planner that needs so long, and a thread that notes what it is asked for; what is waited for comes at once. */
function createPlanner({
  needsMs = 0,
  mostMs = 5_000,
  hasThread = true,
  isMissing,
  isBusy = false,
}: Partial<Setting>) {
  const times: number[] = [];
  const clock = { ms: 0 };
  const jobs: PlanningJob[] = [];
  const now = () => clock.ms;
  const planner = {
    plan: (_: unknown, __: unknown, allowance: PlanningAllowance) => {
      const ms = allowance.work?.ms ?? allowance.mostMs;
      times.push(ms);
      clock.ms += Math.min(needsMs, ms);
      if (needsMs > ms) throw new OutOfPlanningTime(ms);
      return here;
    },
  };
  const thread = {
    isIdle: !isBusy,
    plan: async (job: PlanningJob) => {
      jobs.push(job);
      if (isMissing) throw new NoPlanningThread();
      return aside;
    },
  };
  const wait = (ms: number, then: () => void) =>
    setImmediate(() => {
      clock.ms += ms;
      then();
    });
  const turns = new PlanningTurns({ now, wait });
  const patient = new PatientPlanner(planner, {
    mostMs: () => mostMs,
    now,
    turns,
    ...(hasThread && { thread }),
  });
  return { patient, times, jobs, clock };
}

interface Setting {
  readonly needsMs: number;
  readonly mostMs: number;
  readonly hasThread: boolean;
  readonly isMissing: boolean;
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

it('tries as long as ever where something costly is planned now and then', async () => {
  const { patient, times, clock } = createPlanner({ needsMs: 3_000 });
  for (let count = 0; count < 20; count++) {
    await patient.plan(document);
    clock.ms += 3_000;
  }

  expect(new Set(times)).toEqual(new Set([250]));
});

it('tries less where a tenth of the time has gone in vain, until that is over', async () => {
  const { patient, times, clock } = createPlanner({ needsMs: 3_000 });
  for (let count = 0; count < 5; count++) await patient.plan(document);
  clock.ms += 5_500;
  await patient.plan(document);

  expect(times).toEqual([250, 250, 250, 50, 50, 250]);
});

it('is as it was soon after many were tried in vain', async () => {
  const { patient, times, clock } = createPlanner({ needsMs: 3_000 });
  for (let count = 0; count < 200; count++) await patient.plan(document);
  clock.ms += 5_001;
  await patient.plan(document);

  expect(times.slice(-2)).toEqual([50, 250]);
});

it.each([
  { needsMs: 150, mostMs: 100 },
  { needsMs: 6_000, hasThread: false },
])('refuses %j here', (setting) => {
  const { patient, jobs } = createPlanner(setting);

  expect(() => patient.plan(document)).toThrow(OutOfPlanningTime);
  expect(jobs).toEqual([]);
});

it('plans here, within the same time, where no thread can be had, but not one after the other', async () => {
  const { patient, times, clock } = createPlanner({ needsMs: 3_000, isMissing: true });

  expect(await patient.plan(document)).toBe(here);
  await expect(patient.plan(document)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 5 });
  clock.ms += 3_000;
  expect(await patient.plan(document)).toBe(here);
  expect(times).toEqual([250, 5_000, 250, 250, 5_000]);
});

it('tries many that come together for a moment each, and once more before they stand in line', async () => {
  const { patient, times, jobs } = createPlanner({ needsMs: 3_000, isBusy: true });
  await Promise.all(Array.from({ length: 4 }, () => patient.plan(document)));

  // The last one is alone, and has as long as the first.
  expect(times).toEqual([250, 25, 25, 250, 50, 50]);
  expect(jobs).toHaveLength(4);
});

it('tries a second time only where it would have to wait for the thread', async () => {
  const { patient, times } = createPlanner({ needsMs: 3_000 });
  await Promise.all(Array.from({ length: 3 }, () => patient.plan(document)));

  expect(times).toEqual([250, 25, 250]);
});

it('plans what is cheap in turn, for as long as nothing was tried in vain', async () => {
  const { patient, times } = createPlanner({ needsMs: 30 });
  await Promise.all(Array.from({ length: 4 }, () => patient.plan(document)));

  expect(times).toEqual([250, 250, 250, 250]);
});
