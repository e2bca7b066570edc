import type { Logger } from 'pino';
import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { WakeUps } from './WakeUps.ts';

/** What telling a case takes. */
export interface TellCaseTools {
  readonly database: CasesDatabase;
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly logger: Logger;
}
