import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { explainDatabaseFault } from '../serving/storage/explainDatabaseFault.ts';
import { type Verification, verifyCases } from './audit/verifyCases.ts';
import { CaseVault } from './CaseVault.ts';
import { readCasesConfig } from './config.ts';
import { openDatabase } from './storage/openDatabase.ts';

/** What was found: how much there is, and the first bad entry. */
export type VerifiedCases = Verification;

/**
 * Verifies what is on record of cases, beside the servers that are running.
 *
 * @param settings - the configuration of cases.
 * @param only - only this case, by id or number; `null`: all.
 * @throws {TongbanError} with one line: the database cannot be asked, or there is no such case.
 */
export async function runVerification(
  settings: unknown,
  only: string | null,
  logger: Logger,
): Promise<VerifiedCases> {
  const { databaseUrl, caseKey } = readCasesConfig(settings);
  const applicationName = 'tongban-audit';
  const database = openDatabase({ databaseUrl, applicationName, maxConnections: 1, logger });
  try {
    return await verifyCases({ database, vault: new CaseVault(caseKey), only });
  } catch (cause) {
    const fault = explainDatabaseFault(cause);
    if (fault === null) throw cause;
    throw new TongbanError(
      'CONFLICT',
      `the database of cases cannot be read: ${fault.found}; ${fault.next}`,
      {
        cause,
      },
    );
  } finally {
    await database.destroy();
  }
}
