import { concludeLifetime } from './concludeLifetime.ts';
import { describeFailure } from './describeFailure.ts';
import { failOnUncaught } from './failOnUncaught.ts';
import { ignoreOutputLoss } from './ignoreOutputLoss.ts';
import { Lifetime } from './Lifetime.ts';
import type { ProcessLog } from './ProcessLog.ts';
import { STOP_SIGNALS } from './stopSignals.ts';

export interface RunOptions {
  readonly log: ProcessLog;
  /** Milliseconds from the signal to the end of everything; default 9 500, which leaves Node time to go. */
  readonly stopWithinMs?: number;
}

const STOP_WITHIN_MS = 9_500;

/**
 * Runs a command that serves until it is told to end: by SIGTERM, SIGINT (Ctrl-C), SIGHUP, or a failure.
 *
 * Every signal after the first is ignored: one Ctrl-C arrives twice under npm, from the terminal and from npm.
 * The end is bounded in time, so nobody needs a second one.
 *
 * @param start - starts everything, registers how to end it with `onStop`, and resolves when all of it serves.
 * @returns the exit code, to be given to `process.exit`: 0 after a signal and a clean end, otherwise 1; one
 *   line with the reason has been logged then.
 */
export async function runUntilStopped(
  start: (lifetime: Lifetime) => Promise<void>,
  { log, stopWithinMs = STOP_WITHIN_MS }: RunOptions,
): Promise<number> {
  const lifetime = new Lifetime(log);
  ignoreOutputLoss();
  failOnUncaught(lifetime);
  for (const signal of STOP_SIGNALS) process.on(signal, () => lifetime.end());
  const started = start(lifetime).catch((error: unknown) => {
    // A start that gives up because it was told to is no failure.
    if (!lifetime.signal.aborted) lifetime.fail(describeFailure(error));
  });
  return concludeLifetime(lifetime, {
    started,
    stopWithinMs: () => stopWithinMs,
    report: (reason) => log.error(reason),
  });
}
