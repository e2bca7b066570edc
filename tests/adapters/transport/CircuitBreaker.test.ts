import { describe, expect, it } from 'vitest';
import {
  type BreakerState,
  CircuitBreaker,
  type Verdict,
} from '../../../adapters/transport/CircuitBreaker.ts';
import { DEFAULT_GUARD_LIMITS } from '../../../adapters/transport/guardLimits.ts';
import { FakeClock } from './FakeClock.ts';

/** A breaker whose pauses are exact, and a call that takes so long and ends so. */
function setUp() {
  const clock = new FakeClock();
  const changes: BreakerState[] = [];
  const breaker = new CircuitBreaker({
    limits: DEFAULT_GUARD_LIMITS,
    clock,
    random: () => 0.5,
    onStateChange: (state) => changes.push(state),
  });
  const call = (verdict: Verdict, ms = 1) => {
    const pass = breaker.admit();
    clock.advance(ms);
    pass?.(verdict);
    return pass !== null;
  };
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) call('faulty');
  };
  return { clock, changes, breaker, call, fail };
}

describe('opening', () => {
  it('takes ten failures in a row, not nine', () => {
    const { breaker, fail } = setUp();

    fail(9);
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  it('takes ten failures among twenty calls of a system that flaps', () => {
    const { breaker, call, fail } = setUp();

    for (let round = 0; round < 9; round += 1) {
      fail(1);
      call('healthy');
    }
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  it('does not mind one failure in three', () => {
    const { breaker, call, fail } = setUp();

    for (let round = 0; round < 50; round += 1) {
      fail(1);
      call('healthy');
      call('healthy');
    }

    expect(breaker.state).toBe('closed');
  });

  it('takes five seconds of nothing but failures, measured from the start of the first', () => {
    const { breaker, call } = setUp();

    call('faulty', 2_500);
    expect(breaker.state).toBe('closed');
    call('faulty', 2_500);
    expect(breaker.state).toBe('open');
  });

  it('does not take one slow failure, nor failures with a success between', () => {
    const { breaker, call } = setUp();

    call('faulty', 9_000);
    call('healthy', 1);
    call('faulty', 4_000);

    expect(breaker.state).toBe('closed');
  });

  it('forgets', () => {
    const { breaker, clock, fail } = setUp();

    fail(9);
    clock.advance(31_000);
    fail(1);

    expect(breaker.state).toBe('closed');
  });

  it('does not count calls that told nothing', () => {
    const { breaker, call } = setUp();

    for (let index = 0; index < 30; index += 1) call('unknown', 1_000);

    expect(breaker.state).toBe('closed');
  });
});

describe('life after opening', () => {
  it('refuses during the pause, then admits one probe and closes on its success', () => {
    const { breaker, changes, clock, call, fail } = setUp();
    fail(10);

    expect(breaker.waitMs).toBe(1_000);
    clock.advance(999);
    expect(call('healthy', 0)).toBe(false);
    clock.advance(1);
    const probe = breaker.admit();
    expect(probe).not.toBeNull();
    expect(breaker.admit()).toBeNull();
    probe?.('healthy');

    expect(changes).toEqual(['open', 'half-open', 'closed']);
    expect(call('healthy')).toBe(true);
  });

  it('pauses twice as long after each failed probe, up to the longest, and starts anew after a success', () => {
    const { breaker, clock, call, fail } = setUp();
    fail(10);
    const pauses: number[] = [];

    for (let probe = 0; probe < 7; probe += 1) {
      pauses.push(breaker.waitMs);
      clock.advance(breaker.waitMs);
      call('faulty', 0);
    }
    clock.advance(breaker.waitMs);
    call('healthy');
    fail(10);

    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(breaker.waitMs).toBe(1_000);
  });

  it('repeats a probe that told nothing', () => {
    const { breaker, clock, call, fail } = setUp();
    fail(10);
    clock.advance(1_000);

    call('unknown', 0);

    expect(breaker.state).toBe('open');
    clock.advance(1_000);
    expect(call('healthy')).toBe(true);
    expect(breaker.state).toBe('closed');
  });

  it('ignores what late calls of an earlier time report', () => {
    const { breaker, clock, fail } = setUp();
    const late = breaker.admit();
    const later = breaker.admit();
    fail(10);

    late?.('healthy');
    expect(breaker.state).toBe('open');
    clock.advance(1_000);
    const probe = breaker.admit();
    later?.('faulty');
    expect(breaker.state).toBe('half-open');
    probe?.('healthy');
    probe?.('faulty');

    expect(breaker.state).toBe('closed');
  });

  it('spreads the probes of many processes by a quarter either way', () => {
    const waits = [0, 1].map((random) => {
      const breaker = new CircuitBreaker({
        limits: { ...DEFAULT_GUARD_LIMITS, maxFailures: 1 },
        clock: new FakeClock(),
        random: () => random,
        onStateChange: () => undefined,
      });
      breaker.admit()?.('faulty');
      return breaker.waitMs;
    });

    expect(waits).toEqual([750, 1_250]);
  });
});
