import { afterEach, describe, expect, it } from 'vitest';
import type { StepAnswers } from '../../../../adapters/steps/StepAnswers.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { FAULT_POINTS, type FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';
import { withPlaceStores } from '../support/withPlaceStores.ts';
import {
  type CountingSystem,
  SYSTEM_KINDS,
  type SystemKind,
  startCountingSystem,
} from './support/countingSystem.ts';
import { DyingServer } from './support/DyingServer.ts';
import { HttpSystem } from './support/HttpSystem.ts';
import { type ListeningCases, startListeningCases } from './support/listeningCases.ts';
import { BUSINESS_KEY, STEP_KEY } from './support/stepRequest.ts';
import { callStep, startStepServer, stepBody } from './support/stepServer.ts';

/** Where a process may die between the arrival of a step and the answer to it. */
const OF_A_CALL = [
  'journal.receiving',
  'journal.received',
  'journal.claimed',
  'journal.sent',
  'journal.answered',
  'journal.stored',
] as const satisfies readonly FaultPointName[];
/** While a system is asked; while it speaks by itself; while cases is told. */
const OTHERS = [
  'journal.found',
  'journal.heard',
  'journal.kept',
  'journal.telling',
  'journal.told',
  'journal.noted',
  'journal.released',
] as const satisfies readonly FaultPointName[];

const stores = withPlaceStores();
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const DONE = { stepKey: STEP_KEY, outcome: 'DONE', outputs: { permitNumber: 'P1' } };
const saysDone = {
  businessKey: BUSINESS_KEY,
  messageId: 'm1',
  result: { outcome: 'DONE', outputs: { permitNumber: 'P1' } },
} as const satisfies { result: StepResult } & Parameters<StepAnswers['take']>[0];

interface Scene {
  readonly kind: SystemKind;
  readonly system: CountingSystem;
  readonly casesUrl?: string;
}

async function openSystem(kind: SystemKind): Promise<CountingSystem> {
  const system = await startCountingSystem(kind);
  endings.push(system.close);
  return system;
}

async function openCases(): Promise<ListeningCases> {
  const cases = await startListeningCases();
  endings.push(cases.close);
  return cases;
}

async function startDying({ kind, system, ...cases }: Scene, dieAt: FaultPointName): Promise<DyingServer> {
  const { url: systemUrl } = system;
  const server = await DyingServer.start({
    kind,
    systemUrl,
    databaseUrl: stores.databaseUrl(),
    dieAt,
    ...cases,
  });
  endings.push(() => server.kill());
  return server;
}

const put = (url: string) => callStep(`${url}/43/steps/${STEP_KEY}`, { body: stepBody() });

/** Another process, at a time when nobody believes in the dead one any more. */
async function takeOver({ kind, system, ...cases }: Scene) {
  await stores.query(`update jurisdiction.steps set expires_at = expires_at - interval '11 s',
    sent_at = sent_at - interval '11 s', forward_after = forward_after - interval '11 s'`);
  let answers: StepAnswers | undefined;
  const server = await startStepServer({
    databaseUrl: stores.databaseUrl(),
    port: new HttpSystem(kind, system.url),
    onStore: (store) => {
      answers = store?.steps;
    },
    ...cases,
  });
  endings.push(() => server.stop());
  return { put: async () => (await put(server.url)).body, take: () => answers?.take(saysDone) };
}

it('goes through all fault points of the journal', () => {
  const journal = FAULT_POINTS.filter((name) => name.startsWith('journal.'));

  expect([...OF_A_CALL, ...OTHERS].toSorted()).toEqual(journal.toSorted());
});

describe.each(SYSTEM_KINDS)('at a system that %s', (kind) => {
  it.each(OF_A_CALL)(
    'a process that dies at %s has its step taken over, with one effect at most',
    async (dieAt) => {
      const system = await openSystem(kind);
      const dying = await startDying({ kind, system }, dieAt);
      await expect(put(dying.url)).rejects.toThrow();
      expect(await dying.death()).toBe('SIGKILL');
      const before = system.effects.length;
      const { put: again } = await takeOver({ kind, system });

      const mayHaveHappened = dieAt === 'journal.sent' || dieAt === 'journal.answered';
      if (kind === 'neither' && mayHaveHappened) {
        expect(await again()).toEqual({ stepKey: STEP_KEY, outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' });
        expect(await again()).toEqual({ stepKey: STEP_KEY, outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' });
        expect(system.effects).toHaveLength(before);
        return;
      }
      expect(await again()).toEqual(DONE);
      expect(await again()).toEqual(DONE);
      expect(system.effects).toEqual([BUSINESS_KEY]);
    },
  );
});

it('asks again what a process had been told that died before it was stored', async () => {
  const scene = { kind: 'can be asked', system: await openSystem('can be asked') } as const;
  const dying = await startDying(scene, 'journal.found');
  scene.system.setNext('DROP');
  expect(await put(dying.url)).toMatchObject({ body: { outcome: 'UNKNOWN' } });
  await expect(put(dying.url)).rejects.toThrow();
  expect(await dying.death()).toBe('SIGKILL');

  expect(await (await takeOver(scene)).put()).toEqual(DONE);
  expect(scene.system.effects).toEqual([BUSINESS_KEY]);
});

it.each(['journal.heard', 'journal.kept'] as const)(
  'takes what a system says again because a process died at %s',
  async (dieAt) => {
    const scene = { kind: 'neither', system: await openSystem('neither') } as const;
    const dying = await startDying(scene, dieAt);
    scene.system.setNext('LATER');
    expect(await put(dying.url)).toMatchObject({ body: { outcome: 'PENDING' } });
    dying.say(saysDone);
    expect(await dying.death()).toBe('SIGKILL');
    const { put: again, take } = await takeOver(scene);

    expect(await take()).toBe('TAKEN');
    expect(await again()).toEqual(DONE);
    expect(scene.system.effects).toEqual([BUSINESS_KEY]);
  },
);

it.each([
  ['journal.telling', 1],
  ['journal.told', 2],
  ['journal.noted', 1],
  ['journal.released', 2],
] as const)('tells cases though the process died at %s that was telling it', async (dieAt, times) => {
  const cases = await openCases();
  const scene = { kind: 'neither', system: await openSystem('neither'), casesUrl: cases.url } as const;
  const dying = await startDying(scene, dieAt);
  if (dieAt === 'journal.released') cases.setStatus(500);
  scene.system.setNext('LATER');
  await put(dying.url);
  dying.say(saysDone);
  expect(await dying.death()).toBe('SIGKILL');
  cases.setStatus(200);
  await takeOver(scene);

  await expect
    .poll(() => cases.told, { timeout: 10_000 })
    .toEqual(Array(times).fill({ body: DONE, scopes: ['step-results'] }));
  await expect
    .poll(() => stores.query('select forwarded_at is null as owed from jurisdiction.steps'))
    .toEqual([{ owed: false }]);
});
