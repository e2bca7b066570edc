import { setTimeout as wait } from 'node:timers/promises';
import { readProcessCosts } from './readProcessCosts.ts';

const WINDOW_MS = 1_000;
/** A tenth of one core. */
const MOST_CPU_MS = 100;
/** In a row: systems push in turns, with pauses between. */
const QUIET_WINDOWS = 3;
const PATIENCE_MS = 180_000;

/**
 * Waits until a process and those below it have next to nothing to do. After a start the product takes in for some ten
 * seconds what pushed systems tell it; whoever measures pages meanwhile measures that.
 *
 * @throws {Error} when they work on for 3 minutes.
 */
export async function waitUntilAtRest(pid: number): Promise<void> {
  const givenUpAt = performance.now() + PATIENCE_MS;
  let quiet = 0;
  for (let before = cpuMsOf(pid); ; ) {
    await wait(WINDOW_MS);
    const after = cpuMsOf(pid);
    quiet = after - before < MOST_CPU_MS ? quiet + 1 : 0;
    if (quiet === QUIET_WINDOWS) return;
    if (performance.now() > givenUpAt) throw new Error('the product did not come to rest');
    before = after;
  }
}

function cpuMsOf(pid: number): number {
  let total = 0;
  for (const { cpuMs } of readProcessCosts(pid).values()) total += cpuMs;
  return total;
}
