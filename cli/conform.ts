import { Command, InvalidArgumentError } from 'commander';
import { type DivisionCode, parseDivisionCode } from '../domain/divisionCode.ts';
import type { ConformReport } from './conform/ConformReport.ts';
import { allChecks } from './conform/checks/allChecks.ts';
import { findEndpoint } from './conform/findEndpoint.ts';
import { jurisdictionOf } from './conform/jurisdictionOf.ts';
import { readConfiguredSecrets, readRunningSecrets } from './conform/readEndpointSecrets.ts';
import { readPerson } from './conform/readPerson.ts';
import { renderReport } from './conform/renderReport.ts';
import { runChecks } from './conform/runChecks.ts';
import { writeFileAtomically } from './writeFileAtomically.ts';

interface Flags {
  readonly jurisdiction?: DivisionCode;
  readonly config?: string;
  readonly data: string;
  readonly report?: string;
  readonly person?: string;
  readonly json: boolean;
}

/** `tongban conform URL`: the contract suite against a live endpoint; exit code 1 when a check failed. */
export function createConformCommand(): Command {
  return new Command('conform')
    .description('hold a live endpoint of a partitioned subgraph to all that the gateway relies on')
    .argument('<url>', 'as in the partitions file: http://10.0.0.5:4101/4307/graphql', readUrl)
    .option('--jurisdiction <code>', 'whose records it serves (default: as the URL says)', readDivision)
    .option(
      '--config <file>',
      "the server's configuration, for its keys (default: the running tongban start)",
    )
    .option('--data <dir>', 'the data folder of `tongban start`, where no --config is given', '.tongban')
    .option(
      '--person <file>',
      'a test person of the place: number and name, in a file that only you can read',
    )
    .option('--report <file>', 'write the report as JSON too')
    .option('--json', 'the report as JSON on stdout', false)
    .action(async (url: string, flags: Flags) => {
      const jurisdiction = flags.jurisdiction ?? jurisdictionOf(url);
      const secrets =
        flags.config === undefined
          ? await readRunningSecrets(flags.data)
          : await readConfiguredSecrets(flags.config, jurisdiction);
      const person = flags.person === undefined ? null : await readPerson(flags.person);
      const startedAt = new Date().toISOString();
      const { session, offeredHash } = await findEndpoint({ url, jurisdiction, secrets, person });
      const checks = await runChecks(allChecks, session);
      const { subgraph, hash: schemaHash } = session.contract;
      const failed = checks.filter(({ outcome }) => outcome === 'FAILED').length;
      const contract = { subgraph, schemaHash, offeredHash };
      const report: ConformReport = { endpoint: url, jurisdiction, contract, startedAt, failed, checks };
      const json = `${JSON.stringify(report, null, 2)}\n`;
      if (flags.report !== undefined) await writeFileAtomically(flags.report, json);
      process.stdout.write(flags.json ? json : renderReport(report));
      process.exitCode = failed === 0 ? 0 : 1;
    });
}

function readUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('must be an http or https URL');
}

function readDivision(text: string): DivisionCode {
  try {
    return parseDivisionCode(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof RangeError ? error.message : 'must be a division code');
  }
}
