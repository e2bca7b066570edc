import { setTimeout as sleep } from 'node:timers/promises';

/** What came of requests that were sent by the clock. */
export interface RateOutcome {
  /** Of each that was answered, ms from the moment at which it was due. */
  readonly latencies: readonly number[];
  readonly failed: number;
  /** Why the first one failed. */
  readonly reason: string | null;
}

/**
 * Sends requests by the clock, whether earlier ones are answered or not, as many clients would: a server that stalls is
 * charged with all that fell due meanwhile.
 *
 * @param send - the n-th; rejects when it is not answered as it should be.
 */
export async function sendAtRate(
  perSecond: number,
  seconds: number,
  send: (number: number) => Promise<void>,
): Promise<RateOutcome> {
  const latencies: number[] = [];
  let failed = 0;
  let reason: string | null = null;
  const startedAt = performance.now();
  const dueAt = (number: number) => startedAt + (number * 1_000) / perSecond;
  const one = async (number: number): Promise<void> => {
    try {
      await send(number);
      latencies.push(performance.now() - dueAt(number));
    } catch (error) {
      failed += 1;
      reason ??= error instanceof Error ? error.message : String(error);
    }
  };
  const sent: Promise<void>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const early = dueAt(number) - performance.now();
    if (early > 0) await sleep(early);
    sent.push(one(number));
  }
  await Promise.all(sent);
  return { latencies, failed, reason };
}
