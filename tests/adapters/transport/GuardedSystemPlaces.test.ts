import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SystemCall } from '../../../adapters/transport/GuardedSystem.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { createGuardedSystem } from './createGuardedSystem.ts';
import { failingCall } from './failingCall.ts';
import { failureOf } from './failureOf.ts';
import { heldCall } from './heldCall.ts';

const PATIENT = new AbortController().signal;

describe('bulkhead', () => {
  it('lets calls in by order of arrival, counts them, and refuses one too many', async () => {
    const { system } = createGuardedSystem({ maxInFlight: 2, maxQueued: 2 });
    const trace: string[] = [];
    const calls = ['a', 'b', 'c', 'd'].map((name) => {
      const { call, resolve } = heldCall();
      const started: SystemCall<string> = async (signal) => {
        trace.push(`${name} starts`);
        const value = await call(signal);
        trace.push(`${name} ends`);
        return value;
      };
      return { resolve, done: system.read(name, started, PATIENT) };
    });

    await turn();
    const refused = await failureOf(system.read('e', failingCall('NOT_FOUND'), PATIENT));
    expect([system.inFlight, system.queued]).toEqual([2, 2]);
    expect(refused.code).toBe('JURISDICTION_BUSY');
    expect(refused.retryAfter).toBe(1);
    expect(isNotSent(refused)).toBe(true);

    for (const { resolve, done } of [1, 0, 2, 3].flatMap((index) => calls[index] ?? [])) {
      resolve('');
      await done;
      await turn();
    }
    expect(trace).toEqual([
      'a starts',
      'b starts',
      'b ends',
      'c starts',
      'a ends',
      'd starts',
      'c ends',
      'd ends',
    ]);
    expect([system.inFlight, system.queued]).toEqual([0, 0]);
  });

  it('lets nobody slip in between a place that falls free and the first waiter', async () => {
    const { system } = createGuardedSystem({ maxInFlight: 1, maxQueued: 1 });
    const first = heldCall();
    const trace: string[] = [];
    const running = system.read('q', first.call, PATIENT);
    const waiting = system.read('q', async () => trace.push('waiter'), PATIENT);
    const late = running.then(() => system.read('q', async () => trace.push('latecomer'), PATIENT));

    first.resolve('');
    await Promise.all([waiting, late]);

    expect(trace).toEqual(['waiter', 'latecomer']);
  });

  it('gives the place of a waiter who gave up to the next one at once', async () => {
    const { system } = createGuardedSystem({ maxInFlight: 1, maxQueued: 1 });
    const first = heldCall();
    const running = system.read('q', first.call, PATIENT);
    const caller = new AbortController();
    const gaveUp = failureOf(system.read('q', async () => 'never', caller.signal));
    await turn();

    caller.abort();
    expect((await gaveUp).code).toBe('DEADLINE_EXCEEDED');
    expect(system.queued).toBe(0);
    const next = system.read('q', async () => 'next', PATIENT);
    first.resolve('');

    expect(await next).toBe('next');
    await running;
  });

  it('keeps the place of a call that does not listen until it ends', async () => {
    const { clock, system } = createGuardedSystem({ maxInFlight: 1, callMs: 100 });
    const deaf = heldCall();
    const running = failureOf(system.write('q', deaf.call, PATIENT));
    await turn();

    clock.advance(100);

    expect((await running).code).toBe('JURISDICTION_TIMEOUT');
    expect(system.inFlight).toBe(1);
    deaf.resolve('too late');
    await turn();
    expect(system.inFlight).toBe(0);
  });

  it('gets its place back from a call that throws before its first promise', async () => {
    const { system } = createGuardedSystem({ maxInFlight: 1 });
    const bug = new TypeError('x');

    await expect(
      system.read(
        'q',
        () => {
          throw bug;
        },
        PATIENT,
      ),
    ).rejects.toBe(bug);

    expect(system.inFlight).toBe(0);
  });
});

describe('deadline', () => {
  it("aborts the call and leaves the caller's reason alone", async () => {
    const { system } = createGuardedSystem();
    const { call, seen } = heldCall();
    const caller = new AbortController();
    const reason = new TongbanError('DEADLINE_EXCEEDED', 'the gateway gave up');
    const running = failureOf(system.read('q', call, caller.signal));
    await turn();

    caller.abort(reason);

    expect(await running).toBe(reason);
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('makes no call whose caller is gone', async () => {
    const { system } = createGuardedSystem();
    const { call, seen } = heldCall();

    expect((await failureOf(system.read('q', call, AbortSignal.abort()))).code).toBe('DEADLINE_EXCEEDED');
    expect(seen).toEqual([]);
  });
});
