import type { Migration } from 'kysely';
import { createCoverage } from './migrations/createCoverage.ts';
import { createVersions } from './migrations/createVersions.ts';

/** Every change of the tables since the first release, by name, in order; what was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-versions': createVersions,
  '0002-coverage': createCoverage,
};
