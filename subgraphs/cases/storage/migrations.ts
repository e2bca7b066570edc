import type { Migration } from 'kysely';
import { createCases } from './migrations/createCases.ts';
import { createStatistics } from './migrations/createStatistics.ts';
import { createUpdates } from './migrations/createUpdates.ts';

/** Every change of the tables since the first release, by name, in order; what was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-cases': { up: createCases },
  '0002-statistics': { up: createStatistics },
  '0003-updates': { up: createUpdates },
};
