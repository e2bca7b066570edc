import { buildGeneration } from './buildGeneration.ts';
import type { Generation } from './Generation.ts';

/** As {@link buildGeneration}, in one go: for when nobody waits yet. */
export function createGeneration(...given: Parameters<typeof buildGeneration>): Generation {
  const building = buildGeneration(...given);
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
  }
}
