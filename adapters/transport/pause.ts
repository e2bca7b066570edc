import type { Clock } from './Clock.ts';

/** Waits for the delay or for the abort, whichever comes first; never rejects. */
export function pause(delayMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      cancelTimer();
      signal.removeEventListener('abort', goOn);
      resolve();
    };
    const cancelTimer = clock.schedule(delayMs, goOn);
    signal.addEventListener('abort', goOn, { once: true });
  });
}
