import { Command } from 'commander';
import { pino } from 'pino';

import { runVerification, type VerifiedCases } from '../../subgraphs/cases/runVerification.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { readServerSettings } from '../readServerSettings.ts';

interface VerifyFlags {
  readonly config: string;
  readonly case?: string;
  readonly json?: true;
}

/** `tongban audit verify`: whether all that is on record of cases is as it was written, and what is not. */
export function createAuditVerifyCommand(): Command {
  return new Command('verify')
    .description(
      'recompute the chains of cases and what stands beside them; 1 and the first bad entry if any',
    )
    .requiredOption('--config <file>', 'the configuration of cases, YAML or JSON')
    .option('--case <id>', 'only this case, by id or number')
    .option('--json', 'as JSON')
    .action(async ({ config, case: only, json }: VerifyFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'warn') }, process.stderr);
      const found = await runVerification(await readServerSettings(config), only ?? null, logger);
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : render(found));
      if (found.firstBad !== null) process.exitCode = 1;
    });
}

function render({ cases, events, auditRows, contents, erased, badCases, firstBad }: VerifiedCases): string {
  const counts = `${cases} cases (${erased} erased), ${events} events, ${auditRows} audit rows, ${contents} contents`;
  if (firstBad === null) return `${counts}: all as it was written\n`;
  const { caseId, sequence, table, what } = firstBad;
  const where = [`case ${caseId}`, ...(sequence === null ? [] : [`event ${sequence}`]), table].join(', ');
  return `${counts}: bad cases ${badCases}\nfirst bad entry: ${where}: ${what}\n`;
}
