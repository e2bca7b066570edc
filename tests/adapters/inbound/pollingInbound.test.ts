import { describe, expect, it } from 'vitest';
import { PollingInbound } from '../../../adapters/inbound/PollingInbound.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { FakeClock } from '../transport/FakeClock.ts';

describe('the polling of a system', () => {
  it('goes on at once while there is more, and rests for the interval when there is not', async () => {
    const { clock, calls, answers, inbound } = createPolling();
    answers.push(true, true, false, false);
    const running = await inbound.start();
    await settled();
    expect(calls()).toBe(3);

    clock.advance(999);
    await settled();
    expect(calls()).toBe(3);
    clock.advance(1);
    await settled();
    expect(calls()).toBe(4);

    await running.stop();
    clock.advance(10_000);
    await settled();
    expect(calls()).toBe(4);
  });

  it('looks less often while it fails, tells it once, and is itself again afterwards', async () => {
    const { clock, calls, answers, faults, inbound } = createPolling();
    const away = new TongbanError('JURISDICTION_UNAVAILABLE', 'it is away');
    answers.push(away, away, away, false, new Error('林珅'));
    const running = await inbound.start();
    for (const pauseMs of [1_000, 2_000, 4_000, 1_000]) {
      await settled();
      const before = calls();
      clock.advance(pauseMs - 1);
      await settled();
      expect(calls()).toBe(before);
      clock.advance(1);
      await settled();
      expect(calls()).toBe(before + 1);
    }

    expect(faults).toEqual(['test: it is away', 'test: the collecting failed on our side']);
    await running.stop();
  });

  it('stops though something that was begun does not end, and tells so', async () => {
    const { clock, faults, closed, inbound } = createPolling({ collect: () => new Promise(() => undefined) });
    const running = await inbound.start();
    let isStopped = false;
    const stopping = running.stop().then(() => {
      isStopped = true;
    });
    clock.advance(7_999);
    await settled();
    const before = isStopped;
    clock.advance(1);
    await stopping;

    expect(before).toBe(false);
    expect(faults).toEqual(['test: what was begun did not end in time']);
    expect(closed()).toBe(0);
  });

  it('stops twice as well as once, and closes once', async () => {
    const { inbound, answers, closed } = createPolling();
    answers.push(false);
    const running = await inbound.start();
    await Promise.all([running.stop(), running.stop()]);

    expect(closed()).toBe(1);
  });
});

function createPolling(given: { readonly collect?: () => Promise<boolean> } = {}) {
  const clock = new FakeClock();
  const answers: (boolean | Error)[] = [];
  const faults: string[] = [];
  let calls = 0;
  let closed = 0;
  const inbound = new PollingInbound({
    kind: 'test',
    intervalMs: 1_000,
    collect: async () => {
      calls += 1;
      const answer = answers.shift() ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...given,
    close: async () => {
      closed += 1;
    },
    onFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`),
    clock,
  });
  return { clock, answers, faults, inbound, calls: () => calls, closed: () => closed };
}

/** Every promise that can go on has gone on. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
