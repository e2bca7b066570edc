import { TongbanError } from '../../../domain/TongbanError.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { OwnershipKeeper } from './OwnershipKeeper.ts';
import type { StepLimits } from './stepLimits.ts';

export interface SystemCallOptions {
  readonly keeper: OwnershipKeeper;
  readonly clock: LeaseClock;
  readonly limits: Pick<StepLimits, 'callMs' | 'graceMs'>;
}

/**
 * Lets one call of a system run, as long as its step is ours and its time lasts. Once it is aborted it has a moment to
 * say how it ended: whether anything had left, only the call itself knows.
 *
 * @throws {TongbanError} DEADLINE_EXCEEDED for a call that does not end; else what it throws.
 */
export async function callSystem<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { keeper, clock, limits }: SystemCallOptions,
): Promise<T> {
  const cancelTime = clock.schedule(limits.callMs, () => keeper.abort('The system took too long'));
  let cancelGrace = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    keeper.signal.addEventListener('abort', () => {
      cancelGrace = clock.schedule(limits.graceMs, () =>
        reject(new TongbanError('DEADLINE_EXCEEDED', 'The call did not end when it was told to')),
      );
    });
  });
  try {
    return await Promise.race([begin(call, keeper.signal), givenUp]);
  } finally {
    cancelTime();
    cancelGrace();
  }
}

/** A call that throws before its first promise fails as any other does. */
async function begin<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return call(signal);
}
