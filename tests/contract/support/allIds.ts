import { DIALECT_NAMES } from './dialectNames.ts';
import { DIALECTS } from './dialects.ts';
import { idOf } from './idOf.ts';

/** Systems at the places of every dialect. */
export const ALL_IDS = DIALECT_NAMES.flatMap((dialect) =>
  DIALECTS[dialect].places.map((place) => idOf(dialect, place)),
);
