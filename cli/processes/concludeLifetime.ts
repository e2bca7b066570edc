import type { Lifetime } from './Lifetime.ts';
import { settlesWithin } from './settlesWithin.ts';

export interface ConcludeOptions {
  /** The start that is under way or done; never rejects. */
  readonly started: Promise<void>;
  /** Asked when the end begins: the milliseconds until everything must have ended. */
  readonly stopWithinMs: () => number;
  /** Gets the one line that says why this process cannot go on, or that it did not end cleanly. */
  readonly report: (reason: string) => Promise<void> | void;
}

/**
 * Waits for the reason to end, then ends everything within its time.
 *
 * @returns the exit code: 0 when it was asked to end and ended cleanly, otherwise 1.
 */
export async function concludeLifetime(
  lifetime: Lifetime,
  { started, stopWithinMs, report }: ConcludeOptions,
): Promise<number> {
  const ending = await lifetime.ending;
  const allMs = stopWithinMs();
  const endAt = performance.now() + allMs;
  if (ending.kind === 'failed') await report(ending.reason);

  // What a start is in the middle of cannot be ended by anybody else; it gets half of the time at most.
  await settlesWithin(started, allMs / 2);
  const leftMs = Math.max(0, endAt - performance.now());
  const closing = lifetime.close(leftMs);
  // A stop that hangs must not keep the process.
  const clean = (await settlesWithin(closing, leftMs)) && (await closing);
  if (!clean) await report(`not everything ended cleanly within ${allMs / 1000} s`);
  return clean && ending.kind === 'asked' ? 0 : 1;
}
