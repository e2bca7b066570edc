import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { type ErasedCase, runErasure } from '../../subgraphs/cases/runErasure.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { readServerSettings } from '../readServerSettings.ts';

interface EraseFlags {
  readonly config: string;
  readonly case: string;
  readonly reason: string;
  readonly dryRun?: true;
}

/** `tongban cases erase`: what was written in a case that is over is gone for good; that it happened stays. */
export function createCasesEraseCommand(): Command {
  return new Command('erase')
    .description('destroy the key of a case that is over: what was written in it is gone, its events stay')
    .requiredOption('--config <file>', 'the configuration of cases, YAML or JSON')
    .requiredOption('--case <id>', 'the case, by id or number')
    .requiredOption(
      '--reason <text>',
      'why, such as the number of an order; only a digest is kept',
      parseReason,
    )
    .option('--dry-run', 'say what would be erased and erase nothing')
    .action(async ({ config, case: named, reason, dryRun }: EraseFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'warn') }, process.stderr);
      const isDryRun = dryRun ?? false;
      const erasure = { named, reason, operator: operatorName(), isDryRun };
      const found = await runErasure(await readServerSettings(config), erasure, logger);
      process.stdout.write(`${render(found, isDryRun)}\n`);
    });
}

function render({ caseNumber, contents, inquiries, files, before }: ErasedCase, isDryRun: boolean): string {
  if (before !== null) {
    const reason = before.isSameReason ? 'for this reason' : 'for another reason';
    return `case ${caseNumber} was erased before, at ${new Date(before.at).toISOString()}, ${reason}`;
  }
  const what = `contents ${contents}, inquiries ${inquiries}, files ${files}`;
  return `case ${caseNumber} ${isDryRun ? 'would be erased' : 'is erased'}: ${what}`;
}

/** A container may run as a user that the machine has no name for. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

function parseReason(text: string): string {
  const reason = text.trim();
  if (reason.length > 0) return reason;
  throw new InvalidArgumentError('must say why');
}
