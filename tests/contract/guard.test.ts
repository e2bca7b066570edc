import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TongbanError } from '../../domain/TongbanError.ts';
import { eventually } from '../support/eventually.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { startProxy } from './support/startProxy.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS } from './support/toldDialects.ts';

/** Calls that one question has at a system at a time. */
const MOST_AT_ONCE = 8;
/** Failures that open a breaker. */
const MOST_FAILURES = 10;
/** The first pause of a breaker is 1 s, give or take a quarter; the second twice that. */
const LONGEST_PAUSES_MS = 4_500;

const { signal } = new AbortController();
const systemOf = (dialect: Dialect) => idOf(dialect, DIALECTS[dialect].places[0]);
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ASKED_DIALECTS.map(systemOf));
});
afterEach(() => Promise.all(ASKED_DIALECTS.map((dialect) => sandbox.clearFault(systemOf(dialect)))));
afterAll(() => sandbox.close());

describe.each(ASKED_DIALECTS)('%s', (dialect) => {
  const id = systemOf(dialect);
  const people = peopleOf(dialect, DIALECTS[dialect].places[0]).slice(0, 20);
  const [person] = people;
  if (person === undefined) throw new Error('nobody lives there');

  it('ends its calls when the caller leaves, and begins no other', async () => {
    await using proxy = await startProxy(sandbox.place(id).url);
    const [{ ask }] = (await connect(proxy.url)).lists;
    // Who has to sign in has done so.
    await ask([holderOf(person)], signal);
    const before = await sandbox.callsOf(id);
    const calls = Math.ceil(people.length / DIALECTS[dialect].batchLimit(sandbox.place(id).options));
    const atOnce = Math.min(calls, MOST_AT_ONCE);
    await sandbox.setFault(id, { kind: 'hang' });
    const caller = new AbortController();
    const asked = failureOf(ask(people.map(holderOf), caller.signal));
    await eventually(async () => expect((await sandbox.callsOf(id)).calls - before.calls).toBe(atOnce));
    const atWork = [...proxy.connections];
    const reason = new TongbanError('DEADLINE_EXCEEDED', 'the portal has gone');
    caller.abort(reason);

    expect(await asked).toBe(reason);
    expect(atWork).not.toHaveLength(0);
    await eventually(() => expect(atWork.every(({ destroyed }) => destroyed)).toBe(true));
    await sandbox.clearFault(id);
    expect(await ask([holderOf(person)], signal)).toHaveLength(1);
    expect((await sandbox.callsOf(id)).calls - before.calls).toBe(atOnce + 1);
  });

  it('keeps the deadline of its caller, in the middle of a long list too', async () => {
    const [{ ask }] = (await connect()).lists;
    await sandbox.setFault(id, { kind: 'latency', ms: 120 });
    const started = performance.now();
    const failure = await failureOf(ask(strangers(500), AbortSignal.timeout(200)));

    expect(failure).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('asks nothing for a caller who has left already', async () => {
    await using proxy = await startProxy(sandbox.place(id).url);
    const { lists, pagesAbout } = await connect(proxy.url);
    const [page] = pagesAbout(person);

    const failures = await Promise.all([
      ...lists.map(({ ask }) => failureOf(ask([holderOf(person)], AbortSignal.abort()))),
      ...(page === undefined
        ? []
        : [failureOf(page.ask(holderOf(person), { first: 5, after: null }, AbortSignal.abort()))]),
    ]);

    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['DEADLINE_EXCEEDED']));
    expect(proxy.connections).toHaveLength(0);
  });

  it('repeats a read whose connection was lost, unseen by its caller', async () => {
    await using proxy = await startProxy(sandbox.place(id).url);
    const [{ ask, truth }] = (await connect(proxy.url)).lists;
    proxy.loseNext();

    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
  });

  it('adds a tenth to the load at most by repeating, however often connections are lost', async () => {
    const [{ ask }] = (await connect()).lists;
    await ask([holderOf(person)], signal);
    const before = await sandbox.callsOf(id);
    const reads = 60;
    let lost = 0;
    for (let read = 0; read < reads; read += 1) {
      const isLost = read % 4 === 0;
      if (isLost) await sandbox.setFault(id, { kind: 'truncated', cut: 'connection' });
      lost += await ask([holderOf(person)], signal).then(
        () => 0,
        () => 1,
      );
      if (isLost) await sandbox.clearFault(id);
    }

    const extra = (await sandbox.callsOf(id)).calls - before.calls - reads;
    expect(lost).toBe(reads / 4);
    expect(extra).toBeGreaterThan(0);
    expect(extra).toBeLessThanOrEqual(reads / 10);
  });

  it('reads no more than its cap of an answer without end', async () => {
    await using proxy = await startProxy(sandbox.place(id).url);
    const [{ ask }] = (await connect(proxy.url)).lists;
    await sandbox.setFault(id, { kind: 'huge' });
    const failure = await failureOf(ask([holderOf(person)], signal));

    expect(failure.code).toBe('JURISDICTION_BAD_RESPONSE');
    await eventually(() => expect(proxy.connections[0]?.destroyed).toBe(true));
    // Eight megabytes, and what lay in the buffers of sockets on the way.
    expect(proxy.received).toBeLessThan(24 * 2 ** 20);
  });

  it('stops asking a system that fails, and lets one call find out that it is back', async () => {
    const states: string[] = [];
    const resources = { onBreakerState: (_operation: string, state: string) => states.push(state) };
    const { lists } = await sandbox.connect(dialect, DIALECTS[dialect].places[0], { resources });
    const [{ ask, truth }, other] = lists;
    // Who has to sign in has done so.
    await other?.ask([holderOf(person)], signal);
    await sandbox.setFault(id, { kind: 'html' });
    const before = await sandbox.callsOf(id);
    for (let read = 0; read < MOST_FAILURES; read += 1) await failureOf(ask([holderOf(person)], signal));
    const failed = (await sandbox.callsOf(id)).calls - before.calls;
    const refused = await failureOf(ask([holderOf(person)], signal));

    expect({ states, failed }).toEqual({ states: ['open'], failed: MOST_FAILURES });
    expect(refused).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true });
    expect(refused.retryAfter).toBeOneOf([1, 2]);
    expect((await sandbox.callsOf(id)).calls - before.calls).toBe(failed);

    await sandbox.setFault(id, { kind: 'latency', ms: 150 });
    expect(await other?.ask([holderOf(person)], signal)).toHaveLength(1);
    const atReturn = await sandbox.callsOf(id);
    const crowd = await vi.waitFor(
      async () => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 5 }, () => ask([holderOf(person)], signal)),
        );
        expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
        return outcomes;
      },
      { timeout: LONGEST_PAUSES_MS, interval: 50 },
    );

    expect(crowd.filter(({ status }) => status === 'fulfilled')).toEqual([
      { status: 'fulfilled', value: [truth(person, theWorld)] },
    ]);
    expect((await sandbox.callsOf(id)).calls - atReturn.calls).toBe(1);
    expect(states).toEqual(['open', 'half-open', 'closed']);
    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
  });

  const connect = (url = sandbox.place(id).url) =>
    sandbox.connect(dialect, DIALECTS[dialect].places[0], { url });
});
