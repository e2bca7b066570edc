import { setTimeout as pause } from 'node:timers/promises';
import type { SoakSample } from './SoakSample.ts';

const LOOK_MS = 1_000;
/** Connections that are kept alive are closed by then. */
const PATIENCE_MS = 90_000;

/** Waits until a gateway that nobody asks any more has as few handles as before. @returns how many it has then, or after 90 s. */
export async function settleHandles(sample: () => Promise<SoakSample>, before: number): Promise<number> {
  const givenUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const { handles } = await sample();
    if (handles <= before || performance.now() > givenUpAt) return handles;
    await pause(LOOK_MS);
  }
}
