import { expect, it } from 'vitest';
import { PlanningThread } from '../../../../gateway/plan/aside/PlanningThread.ts';
import { eventually } from '../../../support/eventually.ts';

/** Plans nothing, and says by the number of passes which thread it is. */
const PROGRAM = `
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  const said = (passes) => ({ kind: 'planned', planned: { plan: { kind: 'QueryPlan' }, passes, unasked: [workerData.supergraphSdl] } });
  const hold = [];
  parentPort.on('message', ({ text }) => {
    if (text === 'for ever') for (;;);
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

it('tells everybody in line where no thread can be had', async () => {
  const broken = new URL('data:text/javascript,throw new Error("broken")');
  const thread = new PlanningThread('', { program: broken });
  const all = await Promise.allSettled(['one', 'two'].map((text) => thread.plan(job(text))));

  expect(all).toEqual(['one', 'two'].map(() => ({ status: 'rejected', reason: new Error('broken') })));
});

it('goes on after the system has given no thread', async () => {
  const missing = new URL('http://localhost/no-file');
  const thread = new PlanningThread('', { program: missing });
  const all = await Promise.allSettled(['one', 'two'].map((text) => thread.plan(job(text))));

  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
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
