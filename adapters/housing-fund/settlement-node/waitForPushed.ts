import { TongbanError } from '../../../domain/TongbanError.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { pause } from '../../transport/pause.ts';

/** A hub that puts a file off usually takes longer; one that was only busy for a moment is waited for. */
const WAIT_MS = 1_200;
const LOOK_EVERY_MS = 100;

/**
 * Looks at what the hub has sent us about persons whose file it put off, for a moment again and again. Whoever it has told
 * of before stands there with the age of that word; whoever is still missing is JURISDICTION_UNAVAILABLE, retryable.
 */
export async function waitForPushed<T>(
  find: () => Promise<readonly (T | TongbanError)[]>,
  signal: AbortSignal,
): Promise<readonly (T | TongbanError)[]> {
  const until = monotonicClock.now() + WAIT_MS;
  for (;;) {
    const entries = await find();
    const isMissing = entries.some(
      (entry) => entry instanceof TongbanError && entry.code === 'JURISDICTION_UNAVAILABLE',
    );
    if (!isMissing || signal.aborted || monotonicClock.now() >= until) return entries;
    await pause(LOOK_EVERY_MS, monotonicClock, signal);
  }
}
