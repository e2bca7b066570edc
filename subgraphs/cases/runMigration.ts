import type { Logger } from 'pino';
import { readCasesConfig } from './config.ts';
import { type CaseMigration, type MigratedCase, migrateCases } from './migrateCases.ts';
import { openServices } from './openServices.ts';

const CALL_MS = 10_000;

/**
 * Moves running cases to another version of their procedure, beside the servers that are running.
 *
 * @param settings - the configuration of cases.
 * @throws {TongbanError} with one line: the database cannot be used, or the catalogue does not answer or lacks the version.
 */
export async function runMigration(
  settings: unknown,
  migration: CaseMigration,
  logger: Logger,
): Promise<readonly MigratedCase[]> {
  const services = openServices({
    config: readCasesConfig(settings),
    isWorker: false,
    maxConnections: 2,
    timeoutMs: CALL_MS,
    logger,
    now: Date.now,
  });
  try {
    await services.start();
    return await migrateCases(migration, services, new AbortController().signal);
  } finally {
    await services.close();
  }
}
