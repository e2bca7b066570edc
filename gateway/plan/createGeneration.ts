import { buildGeneration } from './buildGeneration.ts';
import { finish } from './finish.ts';
import type { Generation } from './Generation.ts';

/** As {@link buildGeneration}, in one go: for when nobody waits yet. */
export const createGeneration = (...given: Parameters<typeof buildGeneration>): Generation =>
  finish(buildGeneration(...given));
