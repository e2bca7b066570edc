import type { DivisionCode } from '../../domain/divisionCode.ts';
import { writeFileAtomically } from '../writeFileAtomically.ts';
import type { ConformReport } from './ConformReport.ts';
import { allChecks } from './checks/allChecks.ts';
import { findEndpoint } from './findEndpoint.ts';
import { jurisdictionOf } from './jurisdictionOf.ts';
import { readConfiguredSecrets } from './readConfiguredSecrets.ts';
import { readPerson } from './readPerson.ts';
import { readRunningSecrets } from './readRunningSecrets.ts';
import { renderReport } from './renderReport.ts';
import { runChecks } from './runChecks.ts';

export interface ConformOptions {
  /** Whose records the endpoint serves; as its URL says where not given. */
  readonly jurisdiction?: DivisionCode;
  /** File of the server's configuration, for its keys; those of the running `tongban start` where not given. */
  readonly config?: string;
  /** Its data folder. */
  readonly data: string;
  /** Where the report goes as JSON, too. */
  readonly report?: string;
  /** File with a test person. */
  readonly person?: string;
  readonly json: boolean;
}

/**
 * Holds an endpoint to the contract.
 *
 * @returns the report, and how many checks failed.
 * @throws {TongbanError} with one line when the endpoint cannot be asked.
 */
export async function runConform(
  url: string,
  options: ConformOptions,
): Promise<{ readonly text: string; readonly failed: number }> {
  const jurisdiction = options.jurisdiction ?? jurisdictionOf(url);
  const secrets =
    options.config === undefined
      ? await readRunningSecrets(options.data)
      : await readConfiguredSecrets(options.config, jurisdiction);
  const person = options.person === undefined ? null : await readPerson(options.person);
  const startedAt = new Date().toISOString();
  const { session, offeredHash } = await findEndpoint({ url, jurisdiction, secrets, person });
  const checks = await runChecks(allChecks, session);
  const { subgraph, hash: schemaHash } = session.contract;
  const failed = checks.filter(({ outcome }) => outcome === 'FAILED').length;
  const contract = { subgraph, schemaHash, offeredHash };
  const report: ConformReport = { endpoint: url, jurisdiction, contract, startedAt, failed, checks };
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (options.report !== undefined) await writeFileAtomically(options.report, json);
  return { text: options.json ? json : renderReport(report), failed };
}
