import type { StartedStack } from '../../support/startStack.ts';
import type { CaseDesk } from '../support/CaseDesk.ts';
import type { MortalDatabase } from '../support/MortalDatabase.ts';

/** What all tests of cases in the whole product share. */
export interface CaseFaults {
  readonly stack: StartedStack;
  readonly desk: CaseDesk;
  readonly database: MortalDatabase;
}
