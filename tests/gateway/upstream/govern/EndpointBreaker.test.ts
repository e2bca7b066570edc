import { describe, expect, it } from 'vitest';
import { EndpointBreaker } from '../../../../gateway/upstream/govern/EndpointBreaker.ts';

/** In the middle of what is random. */
const breakerOf = () => new EndpointBreaker(() => 0.5);

/** One call after another from a moment on; the function tells how each ends. @returns those that were admitted. */
function callEvery(
  breaker: EndpointBreaker,
  { from, to, everyMs, lastsMs = 0 }: { from: number; to: number; everyMs: number; lastsMs?: number },
  isUp: (at: number) => boolean,
): number {
  let admitted = 0;
  for (let at = from; at < to; at += everyMs) {
    const era = breaker.admit(at);
    if (era === null) continue;
    admitted++;
    if (isUp(at)) breaker.succeeded(era, at + lastsMs);
    else breaker.failed(era, at, at + lastsMs);
  }
  return admitted;
}

describe('a breaker', () => {
  it('opens at the tenth of ten failed calls, and at the tenth failure among twenty', () => {
    const [all, some] = [breakerOf(), breakerOf()];

    expect(callEvery(all, { from: 0, to: 100, everyMs: 1 }, () => false)).toBe(10);
    expect(callEvery(some, { from: 0, to: 100, everyMs: 1 }, (at) => at % 2 === 0)).toBe(20);
  });

  it('stays closed while nine of twenty fail', () => {
    const breaker = breakerOf();

    callEvery(breaker, { from: 0, to: 2_000, everyMs: 1 }, (at) => at % 20 >= 9);

    expect(breaker.state).toBe('closed');
  });

  it('opens within 5 s of calls that each take 2 s to fail', () => {
    const breaker = breakerOf();

    callEvery(breaker, { from: 0, to: 4_000, everyMs: 2_000, lastsMs: 2_000 }, () => false);

    expect(breaker.state).toBe('open');
  });

  it('forgets failures that are long past', () => {
    const breaker = breakerOf();

    callEvery(breaker, { from: 0, to: 100 * 40_000, everyMs: 40_000 }, () => false);

    expect(breaker.state).toBe('closed');
  });

  it('admits one probe after its pause, closes when it goes well, and waits longer when not', () => {
    const breaker = breakerOf();
    callEvery(breaker, { from: 0, to: 10, everyMs: 1 }, () => false);

    expect([breaker.admit(900), breaker.waitMs(900)]).toEqual([null, 109]);
    const probe = breaker.admit(1_009) ?? 0;
    expect([breaker.state, breaker.admit(1_010)]).toEqual(['half-open', null]);
    breaker.failed(probe, 1_009, 1_020);
    expect([breaker.state, breaker.waitMs(1_020)]).toEqual(['open', 2_000]);
    const second = breaker.admit(3_020) ?? 0;
    breaker.learnedNothing(second);
    expect(breaker.state).toBe('open');
    const third = breaker.admit(3_030) ?? 0;
    breaker.succeeded(third, 3_040);
    expect(breaker.state).toBe('closed');
  });

  it('is not moved by calls that began before it opened', () => {
    const breaker = breakerOf();
    const old = breaker.admit(0) ?? 0;
    callEvery(breaker, { from: 0, to: 10, everyMs: 1 }, () => false);

    breaker.succeeded(old, 20);
    expect(breaker.state).toBe('open');
    const probe = breaker.admit(2_000) ?? 0;
    breaker.failed(old, 0, 2_001);
    expect(breaker.state).toBe('half-open');
    breaker.succeeded(probe, 2_002);
    expect(breaker.state).toBe('closed');
  });

  it('never waits longer than 5 s, however long an endpoint is away', () => {
    const breaker = breakerOf();

    const asked = callEvery(breaker, { from: 0, to: 600_000, everyMs: 10 }, () => false);

    expect(breaker.waitMs(600_000)).toBeLessThanOrEqual(5_000);
    // Ten until it opens, then a probe at 1, 3, 7, 12 s and so on.
    expect(asked).toBeLessThanOrEqual(10 + 3 + 600 / 5);
    callEvery(breaker, { from: 600_000, to: 605_010, everyMs: 10 }, () => true);
    expect(breaker.state).toBe('closed');
  });

  it('does not storm at an endpoint that is a second up and a second down', () => {
    const breaker = breakerOf();
    const isUp = (at: number) => Math.floor(at / 1_000) % 2 === 0;
    let failed = 0;

    callEvery(breaker, { from: 0, to: 60_000, everyMs: 1 }, (at) => {
      if (!isUp(at)) failed++;
      return isUp(at);
    });

    // A breaker with the same pause each time would open 30 times and let 300 calls fail.
    expect(breaker.opened).toBeLessThanOrEqual(15);
    expect(failed).toBeLessThanOrEqual(180);
  });
});

describe('what a breaker concludes', () => {
  const FAIL = 10;
  const opened = (breaker: EndpointBreaker, at: number) => {
    callEvery(breaker, { from: at, to: at + FAIL, everyMs: 1 }, () => false);
    return at + FAIL - 1;
  };

  it('is nothing from one call, however long it took to fail', () => {
    const breaker = breakerOf();
    breaker.failed(breaker.admit(0) ?? -1, 0, 60_000);

    expect(breaker.state).toBe('closed');
  });

  it('is nothing from failures between which something went well', () => {
    const breaker = breakerOf();
    const end = (outcome: 'failed' | 'succeeded', from: number, at: number) => {
      const era = breaker.admit(from) ?? -1;
      if (outcome === 'failed') breaker.failed(era, from, at);
      else breaker.succeeded(era, at);
    };
    end('failed', 0, 100);
    end('succeeded', 1_000, 1_100);
    end('failed', 3_500, 3_600);
    expect(breaker.state).toBe('closed');

    end('failed', 6_000, 6_499);
    expect(breaker.state).toBe('closed');
    end('failed', 6_200, 6_500);
    expect(breaker.state).toBe('open');
  });

  it('is forgotten once all went well for long: the next pause is a short one', () => {
    const pauseAfter = (wellMs: number) => {
      const breaker = breakerOf();
      let at = opened(breaker, 0) + 1_000;
      breaker.failed(breaker.admit(at) ?? -1, at, at);
      at += 2_000;
      breaker.succeeded(breaker.admit(at) ?? -1, at);
      return breaker.waitMs(opened(breaker, at + wellMs));
    };

    expect([pauseAfter(5_000), pauseAfter(11_000)]).toEqual([4_000, 1_000]);
  });

  it('comes at another moment to each gateway', () => {
    const pauses = [0, 0.5, 1].map((random) => {
      const breaker = new EndpointBreaker(() => random);
      return breaker.waitMs(opened(breaker, 0));
    });

    expect(pauses).toEqual([750, 1_000, 1_250]);
  });

  it('waits for the probe, whatever becomes of earlier calls', () => {
    const breaker = breakerOf();
    const early = breaker.admit(0) ?? -1;
    const at = opened(breaker, 0) + 1_000;
    const probe = breaker.admit(at) ?? -1;

    breaker.learnedNothing(early);
    breaker.succeeded(early, at);
    breaker.failed(early, 0, at);
    expect([breaker.state, breaker.admit(at)]).toEqual(['half-open', null]);
    breaker.learnedNothing(probe);
    expect([breaker.state, breaker.admit(at) === null]).toEqual(['open', false]);
  });
});
