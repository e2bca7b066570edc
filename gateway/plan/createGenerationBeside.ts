import { setImmediate } from 'node:timers/promises';
import { buildGeneration } from './buildGeneration.ts';
import type { Generation } from './Generation.ts';

/** As {@link buildGeneration}, while requests are served: between two steps they have their turn. */
export async function createGenerationBeside(
  ...given: Parameters<typeof buildGeneration>
): Promise<Generation> {
  const building = buildGeneration(...given);
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
    await setImmediate();
  }
}
