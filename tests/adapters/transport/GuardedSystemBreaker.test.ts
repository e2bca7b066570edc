import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { createGuardedSystem } from './createGuardedSystem.ts';
import { failingCall } from './failingCall.ts';
import { failureOf } from './failureOf.ts';
import { heldCall } from './heldCall.ts';

const PATIENT = new AbortController().signal;

describe('breaker', () => {
  it('opens after ten failures of one operation, says for how long, and leaves other operations alone', async () => {
    const { changes, clock, system } = createGuardedSystem();

    for (let call = 0; call < 10; call += 1)
      await failureOf(system.write('balance', failingCall('JURISDICTION_TIMEOUT'), PATIENT));
    const refused = await failureOf(system.read('balance', async () => 'never', PATIENT));

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
    const { clock, system } = createGuardedSystem({ maxFailures: 1 });
    await failureOf(system.write('q', failingCall('JURISDICTION_BAD_RESPONSE'), PATIENT));
    clock.advance(1_000);
    const probe = heldCall();
    const probing = system.read('q', probe.call, PATIENT);
    await turn();

    const refused = await failureOf(system.read('q', async () => 'never', PATIENT));
    probe.resolve('back');

    expect(refused.retryAfter).toBe(1);
    expect(await probing).toBe('back');
    expect(system.state('q')).toBe('closed');
  });

  it('does not send on what queued before it opened', async () => {
    const { system } = createGuardedSystem({ maxInFlight: 1, maxFailures: 1 });
    const first = heldCall();
    const failed = failureOf(system.write('q', first.call, PATIENT));
    const queued = failureOf(system.write('q', async () => 'never', PATIENT));
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
    const { system } = createGuardedSystem();

    for (let call = 0; call < 10; call += 1) await failureOf(system.write('q', failingCall(code), PATIENT));

    expect(system.state('q')).toBe(state);
  });

  it.each<[string, number, unknown, 'open' | 'closed']>([
    ['a deadline after a fair time', 1_000, new DOMException('', 'TimeoutError'), 'open'],
    ['our own deadline after a fair time', 1_000, new TongbanError('DEADLINE_EXCEEDED', 'x'), 'open'],
    ['a deadline that came too soon', 999, new DOMException('', 'TimeoutError'), 'closed'],
    ['a caller who left', 1_000, new DOMException('', 'AbortError'), 'closed'],
  ])('blames a silent system for %s accordingly', async (_case, ms, reason, state) => {
    const { clock, system } = createGuardedSystem({ maxFailures: 1 });
    const caller = new AbortController();
    const running = failureOf(system.read('q', heldCall().call, caller.signal));
    await turn();

    clock.advance(ms);
    caller.abort(reason);
    await running;

    expect(system.state('q')).toBe(state);
  });
});
