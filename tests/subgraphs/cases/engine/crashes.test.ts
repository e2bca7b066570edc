import { expect, it, vi } from 'vitest';
import { FAULT_POINTS, type FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { eventsOf, standOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

vi.setConfig({ testTimeout: 180_000 });

const { open, place } = withCases();

/** Another worker must have gone on by then, after a lease of 10 s. */
const RESUMED_MS = 15_000;
const WAIT = { timeout: 60_000, interval: 250 };
const ENGINE_POINTS = FAULT_POINTS.filter((name) => name.startsWith('engine.'));

// Of the engine: below. Of the journal: stepCrashes.test.ts. Of uploads: files/fates.test.ts.
it('every fault point is one of the engine, of the journal or of uploads', () => {
  expect(FAULT_POINTS.filter((name) => !/^(engine|journal|files)\./.test(name))).toEqual([]);
});

it('a worker that dies at any fault point of the engine has its case taken over and done once', async () => {
  const scenes = await Promise.all(ENGINE_POINTS.map((dieAt) => openScene(dieAt)));
  place.answer = ({ stepKey }) => {
    const { dieAt } = scenes.find(({ caseId }) => stepKey.startsWith(caseId)) ?? {};
    const count = place.requests.filter((request) => request.stepKey === stepKey).length;
    // The first time only: what is given back then is done after all.
    if (dieAt === 'engine.postponed' && count === 1)
      return { outcome: 'FAILED', code: 'JURISDICTION_UNAVAILABLE', retryAfterSeconds: null };
    return { outcome: 'DONE', outputs: {} };
  };
  const seen = await Promise.all(scenes.map(dieAndResume));

  expect(Object.fromEntries(seen)).toEqual(
    Object.fromEntries(
      ENGINE_POINTS.map((dieAt) => [
        dieAt,
        {
          death: 'SIGKILL',
          stand: 'CLOSED GRANTED',
          asked:
            dieAt === 'engine.postponed'
              ? ['hold-withdrawal', 'hold-withdrawal', 'pay-withdrawal', 'pay-withdrawal']
              : ['hold-withdrawal', 'pay-withdrawal'],
          events: ['SUBMITTED', 'ACCEPTED', 'hold BEGUN', 'hold DONE', 'pay BEGUN', 'pay DONE', 'CLOSED'],
          isInTime: true,
        },
      ]),
    ),
  );
});

interface DyingScene {
  readonly dieAt: FaultPointName;
  readonly scene: CasesScene;
  readonly caseId: string;
}

async function openScene(dieAt: FaultPointName): Promise<DyingScene> {
  const scene = await open();
  const caseId = await submitted(scene, INPUTS.retirement);
  // As a worker leaves it that was lost before: it is asked for first.
  if (dieAt === 'engine.asked') await scene.query(`update cases.steps set state = 'SENT'`);
  return { dieAt, scene, caseId };
}

async function dieAndResume({ dieAt, scene, caseId }: DyingScene) {
  const death = await (await scene.startDyingWorker(dieAt)).death();
  const diedAt = performance.now();
  const before = await claims(scene);
  await scene.startWorker();
  await vi.waitFor(async () => expect(await claims(scene)).toBeGreaterThan(before), WAIT);
  const isInTime = performance.now() - diedAt <= RESUMED_MS;
  await vi.waitFor(async () => expect(await standOf(scene, caseId)).toContain('CLOSED'), WAIT);
  return [
    dieAt,
    {
      death,
      stand: await standOf(scene, caseId),
      asked: place.requests.filter(({ stepKey }) => stepKey.startsWith(caseId)).map(({ action }) => action),
      events: await eventsOf(scene, caseId),
      isInTime,
    },
  ] as const;
}

/** How often steps were taken up so far. */
async function claims(scene: CasesScene): Promise<number> {
  const [row] = await scene.query<{ claims: number }>('select sum(token)::int as claims from cases.steps');
  return row?.claims ?? 0;
}
