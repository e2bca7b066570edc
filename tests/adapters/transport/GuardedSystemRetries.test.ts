import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SystemCall } from '../../../adapters/transport/GuardedSystem.ts';
import type { GuardLimits } from '../../../adapters/transport/guardLimits.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { createGuardedSystem } from './createGuardedSystem.ts';
import { failingCall } from './failingCall.ts';
import { failureOf } from './failureOf.ts';

const PATIENT = new AbortController().signal;

describe('retry', () => {
  /** Counts attempts, and lets time run until the read is over. */
  async function attemptsOf(call: SystemCall<string>, limits: Partial<GuardLimits> = {}, signal = PATIENT) {
    const { clock, system } = createGuardedSystem(limits);
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
      expect((await attemptsOf(failingCall(code))).attempts).toBe(1);
    },
  );

  it('does not repeat what says when to come back', async () => {
    const call = () => Promise.reject(new TongbanError('JURISDICTION_UNAVAILABLE', 'x', { retryAfter: 5 }));

    expect((await attemptsOf(call)).attempts).toBe(1);
  });

  it('does not repeat a write', async () => {
    const { system } = createGuardedSystem();
    let attempts = 0;

    await failureOf(
      system.write(
        'q',
        () => {
          attempts += 1;
          return failingCall('JURISDICTION_UNAVAILABLE')(PATIENT);
        },
        PATIENT,
      ),
    );

    expect(attempts).toBe(1);
  });

  it('pauses by full jitter, holding no place, and stops pausing when the caller leaves', async () => {
    const { clock, system } = createGuardedSystem();
    const caller = new AbortController();
    let attempts = 0;
    const reading = failureOf(
      system.read(
        'q',
        () => {
          attempts += 1;
          return failingCall('JURISDICTION_UNAVAILABLE')(PATIENT);
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
    const { clock, system } = createGuardedSystem();
    let attempts = 0;
    const reading = failureOf(
      system.read(
        'q',
        () => {
          attempts += 1;
          return failingCall('JURISDICTION_UNAVAILABLE')(PATIENT);
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
      const { clock, system } = createGuardedSystem({
        maxFailures: Number.POSITIVE_INFINITY,
        maxFailingMs: Number.POSITIVE_INFINITY,
      });
      let attempts = 0;

      for (let read = 0; read < reads; read += 1) {
        const reading = failureOf(
          system.read(
            'q',
            () => {
              attempts += 1;
              return failingCall('JURISDICTION_UNAVAILABLE')(PATIENT);
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
    const { clock, system } = createGuardedSystem({
      maxFailures: Number.POSITIVE_INFINITY,
      maxFailingMs: Number.POSITIVE_INFINITY,
    });
    for (let read = 0; read < 1_000; read += 1) await system.read('q', async () => 'ok', PATIENT);
    let attempts = 0;

    const storm = Array.from({ length: 16 }, () =>
      failureOf(
        system.read(
          'q',
          () => {
            attempts += 1;
            return failingCall('JURISDICTION_UNAVAILABLE')(PATIENT);
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
    const { clock, system } = createGuardedSystem({ maxFailures: 2, maxAttempts: 2 });
    for (let call = 0; call < 2; call += 1)
      await failureOf(system.write('q', failingCall('JURISDICTION_TIMEOUT'), PATIENT));
    for (let read = 0; read < 100; read += 1) await failureOf(system.read('q', async () => 'never', PATIENT));
    const attempts: string[] = [];

    for (const operation of ['first', 'second']) {
      const call: SystemCall<never> = (signal) => {
        attempts.push(operation);
        return failingCall('JURISDICTION_UNAVAILABLE')(signal);
      };
      const reading = failureOf(system.read(operation, call, PATIENT));
      await turn();
      clock.advance(1_000);
      await reading;
    }

    // The loan pays for one.
    expect(attempts).toEqual(['first', 'first', 'second']);
  });
});
