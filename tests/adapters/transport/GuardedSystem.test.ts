import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GuardedSystem, type SystemCall } from '../../../adapters/transport/GuardedSystem.ts';
import type { GuardLimits } from '../../../adapters/transport/guardLimits.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { FakeClock } from './FakeClock.ts';

const jurisdiction = parseDivisionCode('43');
const PATIENT = new AbortController().signal;

function setUp(limits: Partial<GuardLimits> = {}) {
  const clock = new FakeClock();
  const changes: string[] = [];
  const system = new GuardedSystem({
    jurisdiction,
    limits,
    clock,
    random: () => 0.5,
    onStateChange: (operation, state) => changes.push(`${operation} ${state}`),
  });
  return { clock, changes, system };
}

function failing(code: ErrorCode): SystemCall<never> {
  return () => Promise.reject(new TongbanError(code, 'x', { jurisdiction }));
}

/** A call that ends when told to. */
function held() {
  const { promise, resolve, reject } = withResolvers<string>();
  const seen: AbortSignal[] = [];
  const call: SystemCall<string> = (signal) => {
    seen.push(signal);
    return promise;
  };
  return { call, resolve, reject, seen };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

async function failure(work: Promise<unknown>): Promise<TongbanError> {
  const error: unknown = await work.then(() => 'no failure').catch((reason: unknown) => reason);
  if (error instanceof TongbanError) return error;
  throw new Error('not a TongbanError', { cause: error });
}

describe('bulkhead', () => {
  it('lets calls in by order of arrival, counts them, and refuses one too many', async () => {
    const { system } = setUp({ maxInFlight: 2, maxQueued: 2 });
    const trace: string[] = [];
    const calls = ['a', 'b', 'c', 'd'].map((name) => {
      const { call, resolve } = held();
      const started: SystemCall<string> = async (signal) => {
        trace.push(`${name} starts`);
        const value = await call(signal);
        trace.push(`${name} ends`);
        return value;
      };
      return { resolve, done: system.read(name, started, PATIENT) };
    });

    await turn();
    const refused = await failure(system.read('e', failing('NOT_FOUND'), PATIENT));
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
    const { system } = setUp({ maxInFlight: 1, maxQueued: 1 });
    const first = held();
    const trace: string[] = [];
    const running = system.read('q', first.call, PATIENT);
    const waiting = system.read('q', async () => trace.push('waiter'), PATIENT);
    const late = running.then(() => system.read('q', async () => trace.push('latecomer'), PATIENT));

    first.resolve('');
    await Promise.all([waiting, late]);

    expect(trace).toEqual(['waiter', 'latecomer']);
  });

  it('gives the place of a waiter who gave up to the next one at once', async () => {
    const { system } = setUp({ maxInFlight: 1, maxQueued: 1 });
    const first = held();
    const running = system.read('q', first.call, PATIENT);
    const caller = new AbortController();
    const gaveUp = failure(system.read('q', async () => 'never', caller.signal));
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
    const { clock, system } = setUp({ maxInFlight: 1, callMs: 100 });
    const deaf = held();
    const running = failure(system.write('q', deaf.call, PATIENT));
    await turn();

    clock.advance(100);

    expect((await running).code).toBe('JURISDICTION_TIMEOUT');
    expect(system.inFlight).toBe(1);
    deaf.resolve('too late');
    await turn();
    expect(system.inFlight).toBe(0);
  });

  it('gets its place back from a call that throws before its first promise', async () => {
    const { system } = setUp({ maxInFlight: 1 });
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
    const { system } = setUp();
    const { call, seen } = held();
    const caller = new AbortController();
    const reason = new TongbanError('DEADLINE_EXCEEDED', 'the gateway gave up');
    const running = failure(system.read('q', call, caller.signal));
    await turn();

    caller.abort(reason);

    expect(await running).toBe(reason);
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('makes no call whose caller is gone', async () => {
    const { system } = setUp();
    const { call, seen } = held();

    expect((await failure(system.read('q', call, AbortSignal.abort()))).code).toBe('DEADLINE_EXCEEDED');
    expect(seen).toEqual([]);
  });
});

describe('breaker', () => {
  it('opens after ten failures of one operation, says for how long, and leaves other operations alone', async () => {
    const { changes, clock, system } = setUp();

    for (let call = 0; call < 10; call += 1)
      await failure(system.write('balance', failing('JURISDICTION_TIMEOUT'), PATIENT));
    const refused = await failure(system.read('balance', async () => 'never', PATIENT));

    expect(refused).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter: 1 });
    expect(isNotSent(refused)).toBe(true);
    expect(await system.read('person', async () => 'ok', PATIENT)).toBe('ok');
    expect([system.state('balance'), system.state('person'), system.state('other')]).toEqual([
      'open',
      'closed',
      'closed',
    ]);

    clock.advance(1_000);
    expect(await system.read('balance', async () => 'back', PATIENT)).toBe('back');
    expect(changes).toEqual(['balance open', 'balance half-open', 'balance closed']);
  });

  it('lets one probe pass and refuses the others meanwhile', async () => {
    const { clock, system } = setUp({ maxFailures: 1 });
    await failure(system.write('q', failing('JURISDICTION_BAD_RESPONSE'), PATIENT));
    clock.advance(1_000);
    const probe = held();
    const probing = system.read('q', probe.call, PATIENT);
    await turn();

    const refused = await failure(system.read('q', async () => 'never', PATIENT));
    probe.resolve('back');

    expect(refused.retryAfter).toBe(1);
    expect(await probing).toBe('back');
    expect(system.state('q')).toBe('closed');
  });

  it('does not send on what queued before it opened', async () => {
    const { system } = setUp({ maxInFlight: 1, maxFailures: 1 });
    const first = held();
    const failed = failure(system.write('q', first.call, PATIENT));
    const queued = failure(system.write('q', async () => 'never', PATIENT));
    await turn();

    first.reject(new TongbanError('JURISDICTION_TIMEOUT', 'x'));

    expect((await failed).code).toBe('JURISDICTION_TIMEOUT');
    expect(isNotSent(await queued)).toBe(true);
    expect(system.inFlight).toBe(0);
  });

  it.each<[ErrorCode, 'open' | 'closed']>([
    ['JURISDICTION_UNAVAILABLE', 'open'],
    ['JURISDICTION_TIMEOUT', 'open'],
    ['JURISDICTION_BAD_RESPONSE', 'open'],
    ['BAD_ENCODING', 'open'],
    ['NOT_FOUND', 'closed'],
    ['JURISDICTION_REJECTED', 'closed'],
    ['JURISDICTION_BUSY', 'closed'],
    ['IDENTITY_MISMATCH', 'closed'],
    ['NOT_OFFERED', 'closed'],
  ])('is %s counted: %s', async (code, state) => {
    const { system } = setUp();

    for (let call = 0; call < 10; call += 1) await failure(system.write('q', failing(code), PATIENT));

    expect(system.state('q')).toBe(state);
  });

  it.each<[string, number, unknown, 'open' | 'closed']>([
    ['a deadline after a fair time', 1_000, new DOMException('', 'TimeoutError'), 'open'],
    ['our own deadline after a fair time', 1_000, new TongbanError('DEADLINE_EXCEEDED', 'x'), 'open'],
    ['a deadline that came too soon', 999, new DOMException('', 'TimeoutError'), 'closed'],
    ['a caller who left', 1_000, new DOMException('', 'AbortError'), 'closed'],
  ])('blames a silent system for %s accordingly', async (_case, ms, reason, state) => {
    const { clock, system } = setUp({ maxFailures: 1 });
    const caller = new AbortController();
    const running = failure(system.read('q', held().call, caller.signal));
    await turn();

    clock.advance(ms);
    caller.abort(reason);
    await running;

    expect(system.state('q')).toBe(state);
  });
});

describe('retry', () => {
  /** Counts attempts, and lets time run until the read is over. */
  async function attemptsOf(call: SystemCall<string>, limits: Partial<GuardLimits> = {}, signal = PATIENT) {
    const { clock, system } = setUp(limits);
    let attempts = 0;
    const reading = system
      .read(
        'q',
        (inner) => {
          attempts += 1;
          return call(inner);
        },
        signal,
      )
      .catch((error: unknown) => error);
    for (let round = 0; round < 10; round += 1) {
      await turn();
      clock.advance(1_000);
    }
    return { attempts, result: await reading };
  }

  it('repeats a read whose connection failed', async () => {
    let isFirst = true;

    const { attempts, result } = await attemptsOf(async () => {
      if (!isFirst) return 'ok';
      isFirst = false;
      throw new TongbanError('JURISDICTION_UNAVAILABLE', 'x');
    });

    expect({ attempts, result }).toEqual({ attempts: 2, result: 'ok' });
  });

  it.each<ErrorCode>(['JURISDICTION_TIMEOUT', 'JURISDICTION_BUSY', 'JURISDICTION_BAD_RESPONSE', 'NOT_FOUND'])(
    'does not repeat after %s',
    async (code) => {
      expect((await attemptsOf(failing(code))).attempts).toBe(1);
    },
  );

  it('does not repeat what says when to come back', async () => {
    const call = () => Promise.reject(new TongbanError('JURISDICTION_UNAVAILABLE', 'x', { retryAfter: 5 }));

    expect((await attemptsOf(call)).attempts).toBe(1);
  });

  it('does not repeat a write', async () => {
    const { system } = setUp();
    let attempts = 0;

    await failure(
      system.write(
        'q',
        () => {
          attempts += 1;
          return failing('JURISDICTION_UNAVAILABLE')(PATIENT);
        },
        PATIENT,
      ),
    );

    expect(attempts).toBe(1);
  });

  it('pauses by full jitter, holding no place, and stops pausing when the caller leaves', async () => {
    const { clock, system } = setUp();
    const caller = new AbortController();
    let attempts = 0;
    const reading = failure(
      system.read(
        'q',
        () => {
          attempts += 1;
          return failing('JURISDICTION_UNAVAILABLE')(PATIENT);
        },
        caller.signal,
      ),
    );
    await turn();

    clock.advance(49);
    await turn();
    expect([attempts, system.inFlight]).toEqual([1, 0]);
    caller.abort();

    expect((await reading).code).toBe('JURISDICTION_UNAVAILABLE');
    clock.advance(1_000);
    await turn();
    expect(attempts).toBe(1);
  });

  it('makes the second attempt when half the first pause is over', async () => {
    const { clock, system } = setUp();
    let attempts = 0;
    const reading = failure(
      system.read(
        'q',
        () => {
          attempts += 1;
          return failing('JURISDICTION_UNAVAILABLE')(PATIENT);
        },
        PATIENT,
      ),
    );
    await turn();

    clock.advance(50);
    await turn();

    expect(attempts).toBe(2);
    clock.advance(1_000);
    await reading;
  });

  it.each([1, 9, 10, 11, 1_000])(
    'adds at most a tenth to %i failing reads, and one retry at least',
    async (reads) => {
      const { clock, system } = setUp({
        maxFailures: Number.POSITIVE_INFINITY,
        maxFailingMs: Number.POSITIVE_INFINITY,
      });
      let attempts = 0;

      for (let read = 0; read < reads; read += 1) {
        const reading = failure(
          system.read(
            'q',
            () => {
              attempts += 1;
              return failing('JURISDICTION_UNAVAILABLE')(PATIENT);
            },
            PATIENT,
          ),
        );
        for (let round = 0; round < 3; round += 1) {
          await turn();
          clock.advance(1_000);
        }
        await reading;
      }

      expect(attempts - reads).toBe(Math.max(1, Math.floor(reads / 10)));
    },
  );

  it('saves up no more than ten retries for a storm', async () => {
    const { clock, system } = setUp({
      maxFailures: Number.POSITIVE_INFINITY,
      maxFailingMs: Number.POSITIVE_INFINITY,
    });
    for (let read = 0; read < 1_000; read += 1) await system.read('q', async () => 'ok', PATIENT);
    let attempts = 0;

    const storm = Array.from({ length: 16 }, () =>
      failure(
        system.read(
          'q',
          () => {
            attempts += 1;
            return failing('JURISDICTION_UNAVAILABLE')(PATIENT);
          },
          new AbortController().signal,
        ),
      ),
    );
    for (let round = 0; round < 10; round += 1) {
      await turn();
      clock.advance(1_000);
    }
    await Promise.all(storm);

    expect(attempts - 16).toBe(10);
  });

  it('earns nothing by reads that were not sent', async () => {
    const { clock, system } = setUp({ maxFailures: 2, maxAttempts: 2 });
    for (let call = 0; call < 2; call += 1)
      await failure(system.write('q', failing('JURISDICTION_TIMEOUT'), PATIENT));
    for (let read = 0; read < 100; read += 1) await failure(system.read('q', async () => 'never', PATIENT));
    const attempts: string[] = [];

    for (const operation of ['first', 'second']) {
      const call: SystemCall<never> = (signal) => {
        attempts.push(operation);
        return failing('JURISDICTION_UNAVAILABLE')(signal);
      };
      const reading = failure(system.read(operation, call, PATIENT));
      await turn();
      clock.advance(1_000);
      await reading;
    }

    // The loan pays for one.
    expect(attempts).toEqual(['first', 'first', 'second']);
  });
});
