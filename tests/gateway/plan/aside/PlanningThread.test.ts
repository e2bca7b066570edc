import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished, vi } from 'vitest';
import { NoPlanningThread } from '../../../../gateway/plan/aside/NoPlanningThread.ts';
import { PlanningThread } from '../../../../gateway/plan/aside/PlanningThread.ts';
import { Demand } from '../../../../gateway/plan/Demand.ts';
import { eventually } from '../../../support/eventually.ts';

/** Plans nothing, and says by the number of passes which thread it is. */
const PROGRAM = `
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  const said = (passes) => ({ kind: 'planned', planned: { plan: { kind: 'QueryPlan' }, passes, unasked: [workerData.supergraphSdl] } });
  const hold = [];
  parentPort.on('message', ({ text }) => {
    if (text === 'for ever') for (;;);
    if (text === 'for a while') for (const end = Date.now() + 100; Date.now() < end; );
    if (text === 'all memory') for (;;) hold.push(Array.from({ length: 100_000 }, (_, at) => [at]));
    if (text === 'throws') throw new Error('no way');
    if (text === 'too costly') parentPort.postMessage({ kind: 'too-costly', message: 'The operation is too costly' });
    else if (text === 'fails') parentPort.postMessage({ kind: 'failed', message: 'an assertion' });
    else parentPort.postMessage(said(threadId));
  });
  parentPort.postMessage({ kind: 'ready' });
`;
const program = new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`);
const job = (text: string, mostMs = 60_000) => ({ text, labels: [], mostMs });
/** What one client asks for, and how that client leaves. */
function createDemand() {
  const client = new AbortController();
  const demand = new Demand();
  demand.join(client.signal);
  return { demand, leave: () => client.abort() };
}
const unwanted = { code: 'DEADLINE_EXCEEDED' };
/** Which thread has planned it. */
const threadOf = async (thread: PlanningThread, text: string) => (await thread.plan(job(text))).passes;

it('plans one after the other on one thread, which knows the supergraph', async () => {
  const thread = new PlanningThread('type Query { a: Int }', { program });
  const [first, second] = await Promise.all(['one', 'two'].map((text) => thread.plan(job(text))));

  expect(first).toEqual(second);
  expect(first?.unasked).toEqual(['type Query { a: Int }']);
});

it.each([
  ['too costly', { code: 'OPERATION_TOO_COSTLY', message: 'The operation is too costly' }],
  ['fails', { message: 'an assertion' }],
])('passes on that planning %s, and goes on', async (text, error) => {
  const thread = new PlanningThread('', { program });
  const before = await threadOf(thread, 'one');

  await expect(thread.plan(job(text))).rejects.toMatchObject(error);
  expect(await threadOf(thread, 'two')).toBe(before);
});

it.each([
  ['for ever', { code: 'OPERATION_TOO_COSTLY', message: expect.stringContaining('longer than 20 ms') }],
  ['all memory', { code: 'OPERATION_TOO_COSTLY', message: expect.stringContaining('too much memory') }],
  ['throws', { message: 'no way' }],
])('survives planning that ends by no look at the clock: %s', async (text, error) => {
  const thread = new PlanningThread('', { program, graceMs: 10, memoryMib: 32 });
  const mostMs = text === 'for ever' ? 20 : 60_000;
  const lost = thread.plan(job(text, mostMs));
  const behind = thread.plan(job('one'));

  await expect(lost).rejects.toMatchObject(error);
  expect(await behind).toMatchObject({ plan: { kind: 'QueryPlan' } });
});

it('tells everybody in line, and whoever comes soon, where no thread can be had, and the operator once', async () => {
  const broken = new URL('data:text/javascript,throw new Error("broken")');
  const onMissing = vi.fn();
  const thread = new PlanningThread('', { program: broken, onMissing });
  const all = await Promise.allSettled(['one', 'two'].map((text) => thread.plan(job(text))));

  expect(all).toEqual(
    ['one', 'two'].map(() => ({ status: 'rejected', reason: expect.any(NoPlanningThread) })),
  );
  await expect(thread.plan(job('three'))).rejects.toThrow(NoPlanningThread);
  expect(onMissing.mock.calls).toEqual([[new Error('broken')]]);
});

it('goes on after the system has given no thread', async () => {
  const missing = new URL('http://localhost/no-file');
  const onMissing = vi.fn();
  const thread = new PlanningThread('', { program: missing, missingMs: 0, onMissing });
  for (const text of ['one', 'two']) await expect(thread.plan(job(text))).rejects.toThrow(NoPlanningThread);

  expect(onMissing).toHaveBeenCalledOnce();
});

it('leaves out what nobody waits for any more, and makes room for others', async () => {
  const thread = new PlanningThread('', { program });
  await threadOf(thread, 'one');
  const { demand, leave } = createDemand();
  const first = thread.plan(job('for ever'), demand);
  const others = Array.from({ length: 16 }, createDemand);
  const left = others.map((other) => thread.plan(job('for ever'), other.demand));
  const told = Promise.allSettled([first, ...left]);
  for (const other of [...others, { leave }]) other.leave();

  expect(await threadOf(thread, 'two')).toBeGreaterThan(0);
  expect(await told).toMatchObject(Array(17).fill({ reason: unwanted }));
});

it('does not begin what nobody waits for', async () => {
  const thread = new PlanningThread('', { program });
  const { demand, leave } = createDemand();
  leave();

  await expect(thread.plan(job('for ever'), demand)).rejects.toMatchObject(unwanted);
  expect(demand.isGivenUp).toBe(true);
});

it('goes on with what nobody waits for while nobody else does: who left may come again', async () => {
  const thread = new PlanningThread('', { program });
  const before = await threadOf(thread, 'one');
  const { demand, leave } = createDemand();
  const planning = thread.plan(job('for a while'), demand);
  leave();

  expect((await planning).passes).toBe(before);
  expect(demand.isGivenUp).toBe(false);
});

it('ends at once what nobody waits for where its supergraph was replaced', async () => {
  const thread = new PlanningThread('', { program });
  await threadOf(thread, 'one');
  const { demand, leave } = createDemand();
  const planning = thread.plan(job('for ever'), demand);
  leave();
  thread.setInUse(false);

  await expect(planning).rejects.toMatchObject(unwanted);
});

it('plans what is waited for also where its supergraph was replaced', async () => {
  const thread = new PlanningThread('', { program });
  const planning = thread.plan(job('for a while'));
  thread.setInUse(false);

  expect(await planning).toMatchObject({ plan: { kind: 'QueryPlan' } });
});

it('begins no thread before the last one has ended', async () => {
  const running = new Set<Worker>();
  const most: number[] = [];
  const note = (worker: Worker) => {
    running.add(worker);
    most.push(running.size);
    worker.once('exit', () => running.delete(worker));
  };
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  const thread = new PlanningThread('', { program, graceMs: 10 });
  const lost = thread.plan(job('for ever', 20));
  const behind = thread.plan(job('one'));

  await expect(lost).rejects.toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
  await behind;
  expect(most).toEqual([1, 1]);
});

it('does not plan what stood in line for too long', async () => {
  const thread = new PlanningThread('', { program, graceMs: 60 });
  const lost = thread.plan(job('for ever', 40));
  const late = thread.plan(job('one', 1));

  await expect(lost).rejects.toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
  await expect(late).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 5 });
});

it('refuses who would have to wait for too many others', async () => {
  const thread = new PlanningThread('', { program });
  const planning = Array.from({ length: 17 }, (_, at) => thread.plan(job(String(at))));

  await expect(thread.plan(job('one more'))).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 5 });
  expect(await Promise.all(planning)).toHaveLength(17);
});

it('ends the thread when there was nothing to plan for a while, and begins another one when there is', async () => {
  const thread = new PlanningThread('', { program, idleMs: 1 });
  const first = await threadOf(thread, 'one');

  await eventually(async () => expect(await threadOf(thread, 'two')).not.toBe(first));
});
