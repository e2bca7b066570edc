import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import type { MigratedCase } from '../../subgraphs/cases/migrateCases.ts';
import { runMigration } from '../../subgraphs/cases/runMigration.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { readServerSettings } from '../readServerSettings.ts';

interface MigrateFlags {
  readonly config: string;
  readonly procedure: string;
  readonly from: number;
  readonly to: number;
  readonly item?: string;
  readonly case?: string;
  readonly dryRun?: true;
}

/** `tongban cases migrate`: running cases go on by another version of their procedure, and why some cannot. */
export function createCasesMigrateCommand(): Command {
  return new Command('migrate')
    .description('move running cases to another version of their procedure; 1 where one cannot be moved')
    .requiredOption('--config <file>', 'the configuration of cases, YAML or JSON')
    .requiredOption('--procedure <id>', 'the procedure that they run by')
    .requiredOption('--from <version>', 'the version that they run by', parseVersion)
    .requiredOption(
      '--to <version>',
      'the version by which they go on, published in the catalogue',
      parseVersion,
    )
    .option('--item <code>', 'only cases of this item')
    .option('--case <id>', 'only this case, by id or number')
    .option('--dry-run', 'say what would be moved and move nothing')
    .action(async ({ config, procedure, from, to, item, case: only, dryRun }: MigrateFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'warn') }, process.stderr);
      const isDryRun = dryRun ?? false;
      const migrated = await runMigration(
        await readServerSettings(config),
        { procedure, from, to, item: item ?? null, only: only ?? null, isDryRun },
        logger,
      );
      process.stdout.write(render(migrated, { from, to, isDryRun }));
      if (migrated.some(({ obstacle }) => obstacle !== null)) process.exitCode = 1;
    });
}

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly isDryRun: boolean;
}

function render(migrated: readonly MigratedCase[], { from, to, isDryRun }: Asked): string {
  const moved = isDryRun ? 'would go on' : 'goes on';
  const lines = migrated.map(({ caseNumber, obstacle }) =>
    obstacle === null
      ? `${caseNumber} ${moved} by version ${to}`
      : `${caseNumber} stays with version ${from}: ${obstacle}`,
  );
  const stay = migrated.filter(({ obstacle }) => obstacle !== null).length;
  const count = isDryRun ? 'to be moved' : 'moved';
  const total = `${migrated.length - stay} ${count}, ${stay} stay with version ${from}`;
  return [...lines, total].map((line) => `${line}\n`).join('');
}

function parseVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a version of a procedure, 1 or more');
}
