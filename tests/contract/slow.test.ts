import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TongbanError } from '../../domain/TongbanError.ts';
import { eventually } from '../support/eventually.ts';
import { ContractSandbox, type GivenFault } from './support/ContractSandbox.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { startProxy } from './support/startProxy.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS } from './support/toldDialects.ts';

/**
 * Ways of being slow, each at a place of its own, and the seconds after which it is given up: by most, and by a hub, which
 * has 10 s for an answer (docs/dialects/settlement-node.md, 1).
 */
const SLOW: readonly (readonly [fault: GivenFault, seconds: number, hubSeconds: number])[] = [
  [{ kind: 'hang' }, 8, 11],
  // Headers, then silence. A frame has no headers: who says nothing for a minute has not begun.
  [{ kind: 'trickle', ms: 60_000 }, 4, 11],
  [{ kind: 'trickle', ms: 500 }, 10, 12],
];
const HEALTHY = 3;
const FLAPPING = 4;
/** A system that fails for so long opens its breaker, however few calls there are. */
const MOST_FAILING_SECONDS = 5;

const { signal } = new AbortController();
const placeAt = (dialect: Dialect, index: number) => DIALECTS[dialect].places[index] ?? '';
let sandbox: ContractSandbox;
beforeAll(async () => {
  const indexes = [...SLOW.keys(), HEALTHY, FLAPPING];
  const ids = ASKED_DIALECTS.flatMap((dialect) =>
    indexes.map((index) => idOf(dialect, placeAt(dialect, index))),
  );
  sandbox = await ContractSandbox.start(ids);
});
afterAll(() => sandbox.close());

it('S04, S05 slow systems are given up in time and not asked again, and other places notice nothing', async () => {
  const slow = ASKED_DIALECTS.flatMap((dialect) =>
    SLOW.map(([fault, seconds, hubSeconds], index) => ({
      dialect,
      fault,
      seconds: dialect === 'settlement-node' ? hubSeconds : seconds,
      index,
    })),
  );
  const over = new AbortController();
  const slowest = ASKED_DIALECTS.map((dialect) => slowestAnswer(dialect, over.signal));
  const outcomes = await Promise.all(slow.map(outcomeOf));
  over.abort();

  expect(outcomes).toEqual(
    slow.map(({ dialect, fault, seconds }, at) => ({
      dialect,
      fault,
      codes: ['JURISDICTION_TIMEOUT', 'JURISDICTION_TIMEOUT'],
      seconds: expect.toSatisfy((took: number) => took > seconds - 0.1 && took < seconds + 2),
      // On a machine that stalls, what is given up after 4 s may have failed for more than 5.
      states: Math.max(seconds, outcomes[at]?.seconds ?? 0) >= MOST_FAILING_SECONDS ? ['open'] : [],
    })),
  );
  // Whoever stood behind a slow one would wait for the 4 s after which the first of them is given up.
  for (const took of await Promise.all(slowest)) expect(took).toBeLessThan(3_500);
});

it('S06 flapping systems are asked now and then, and answer when they are back', async () => {
  await Promise.all(ASKED_DIALECTS.map(flap));
});

/** Two callers at a time, whose connections must not outlive their patience. */
async function outcomeOf({ dialect, fault, index }: { dialect: Dialect; fault: GivenFault; index: number }) {
  const id = idOf(dialect, placeAt(dialect, index));
  await using proxy = await startProxy(sandbox.place(id).url);
  const { ask, person, states } = await connect(dialect, index, proxy.url);
  // Who has to sign in has done so.
  await ask([holderOf(person)], signal);
  await sandbox.setFault(id, fault);
  const started = performance.now();
  const asked = [failureOf(ask([holderOf(person)], signal)), failureOf(ask([holderOf(person)], signal))];
  const open = () => proxy.connections.filter(({ destroyed }) => !destroyed);
  await eventually(() => expect(open()).toHaveLength(2));
  const connections = open();
  const codes = (await Promise.all(asked)).map(({ code }) => code);
  const seconds = (performance.now() - started) / 1_000;
  await eventually(() => expect(connections.every(({ destroyed }) => destroyed)).toBe(true));
  return { dialect, fault, codes, seconds, states };
}

/** Asks a healthy place again and again; gives the longest that an answer took, in milliseconds. */
async function slowestAnswer(dialect: Dialect, until: AbortSignal): Promise<number> {
  const { ask, truth, person } = await connect(dialect, HEALTHY);
  let slowest = 0;
  while (!until.aborted) {
    const started = performance.now();
    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
    slowest = Math.max(slowest, performance.now() - started);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return slowest;
}

async function flap(dialect: Dialect): Promise<void> {
  const id = idOf(dialect, placeAt(dialect, FLAPPING));
  const { ask, truth, person, states } = await connect(dialect, FLAPPING);
  const outcomes: unknown[] = [];
  const read = async () => {
    const outcome = await ask([holderOf(person)], signal).catch((error: unknown) => error);
    outcomes.push(outcome);
    return outcome;
  };
  await sandbox.setFault(id, { kind: 'flapping', upMs: 100, downMs: 300 });
  const isOpen = async () => {
    await read();
    expect(states).toContain('open');
  };
  await vi.waitFor(isOpen, { timeout: 10_000, interval: 5 });
  await sandbox.clearFault(id);
  const answer = [truth(person, theWorld)];
  await vi.waitFor(async () => expect(await read()).toEqual(answer), { timeout: 10_000, interval: 20 });

  const failures = outcomes.filter((outcome) => outcome instanceof TongbanError);
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['JURISDICTION_UNAVAILABLE']));
  const answers = outcomes.filter((outcome) => !(outcome instanceof TongbanError));
  expect(answers).toEqual(answers.map(() => answer));
  expect(states.filter((state) => state === 'open').length).toBeLessThanOrEqual(3);
}

async function connect(dialect: Dialect, index: number, url?: string) {
  const jurisdiction = placeAt(dialect, index);
  const states: string[] = [];
  const resources = { onBreakerState: (_operation: string, state: string) => states.push(state) };
  const given = url === undefined ? { resources } : { resources, url };
  const [question] = (await sandbox.connect(dialect, jurisdiction, given)).lists;
  const [person] = peopleOf(dialect, jurisdiction);
  if (person === undefined) throw new Error('nobody lives there');
  return { ...question, person, states };
}
