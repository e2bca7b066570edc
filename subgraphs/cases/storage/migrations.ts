import type { Migration } from 'kysely';
import { createCases } from './migrations/createCases.ts';
import { createConsents } from './migrations/createConsents.ts';
import { createDesk } from './migrations/createDesk.ts';
import { createErasures } from './migrations/createErasures.ts';
import { createFiles } from './migrations/createFiles.ts';
import { createReads } from './migrations/createReads.ts';
import { createStatistics } from './migrations/createStatistics.ts';
import { createUpdates } from './migrations/createUpdates.ts';

/** Every change of the tables since the first release, by name, in order; what was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-cases': { up: createCases },
  '0002-statistics': { up: createStatistics },
  '0003-desk': { up: createDesk },
  '0004-consents': { up: createConsents },
  '0005-files': { up: createFiles },
  '0006-updates': { up: createUpdates },
  '0007-erasures': { up: createErasures },
  '0008-reads': { up: createReads },
};
