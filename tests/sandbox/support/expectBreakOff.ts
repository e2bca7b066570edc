import { expect } from 'vitest';
import type { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';

/** Closes a system in the middle of its first run, which must break off. */
export async function expectBreakOff(system: ExchangeSystem): Promise<void> {
  const running = system.run();
  // From here on the run is under way.
  await Promise.resolve();

  const closing = system.close();

  await expect(running).rejects.toThrow('aborted');
  await closing;
}
