import type { Logger } from 'pino';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import { CaseVault } from './CaseVault.ts';
import { readCasesConfig } from './config.ts';
import { type DestroyedKey, destroyCaseKey } from './storage/destroyCaseKey.ts';
import { findCaseId } from './storage/findCaseId.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { prepareDatabase } from './storage/prepareDatabase.ts';
import { SYSTEM_ACTOR } from './systemActor.ts';

export interface CaseErasure {
  /** Id or number (办件编号). */
  readonly named: string;
  /** Why; the audit keeps a keyed digest of it. */
  readonly reason: string;
  /** Whoever gives the command, as this machine knows them; kept as a keyed digest too. */
  readonly operator: string;
  readonly isDryRun: boolean;
}

/** What was erased, or would be. */
export type ErasedCase = DestroyedKey;

/**
 * Erases what was written in a case that is over, for good, beside the servers that are running.
 *
 * @param settings - the configuration of cases.
 * @throws {TongbanError} with one line: the database cannot be used, there is no such case, or it is not over.
 */
export async function runErasure(
  settings: unknown,
  { named, reason, operator, isDryRun }: CaseErasure,
  logger: Logger,
): Promise<ErasedCase> {
  const { databaseUrl, caseKey } = readCasesConfig(settings);
  const applicationName = 'tongban-erase';
  const database = openDatabase({ databaseUrl, applicationName, maxConnections: 2, logger });
  const vault = new CaseVault(caseKey);
  try {
    await prepareDatabase(database);
    return await askDatabase(
      database.transaction().execute(async (transaction) =>
        destroyCaseKey(transaction, {
          caseId: await findCaseId(transaction, named),
          actor: { ...SYSTEM_ACTOR, digest: vault.digestOf(['operator', operator]) },
          reasonDigest: vault.digestOf(['erasure', reason]),
          at: Date.now(),
          isDryRun,
        }),
      ),
    );
  } finally {
    await database.destroy();
  }
}
