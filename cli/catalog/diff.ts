import { Argument, Command } from 'commander';
import { pino } from 'pino';
import {
  type CatalogueComparison,
  compareCatalogues,
} from '../../subgraphs/catalog/versions/compareCatalogues.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { addDatabaseOptions } from './addDatabaseOptions.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';
import { parseVersion } from './parseVersion.ts';
import { withCatalogDatabase } from './withCatalogDatabase.ts';

const SIGNS = { ADDED: '+', REMOVED: '-', CHANGED: '~' } as const;

/** `tongban catalog diff [A] [B]`: what differs between two versions. */
export function createCatalogDiffCommand(): Command {
  return addDatabaseOptions(new Command('diff'))
    .description('show the rows and fields that differ between two versions of the catalogue')
    .addArgument(
      new Argument('[a]', 'the older one (default: the one in force today)').argParser(parseVersion),
    )
    .addArgument(new Argument('[b]', 'the newer one (default: the newest draft)').argParser(parseVersion))
    .option('--json', 'print it as JSON')
    .action(
      async (
        from: number | undefined,
        to: number | undefined,
        flags: DatabaseFlags & { readonly json?: true },
      ) => {
        const logger = pino({ level: readLogLevel(process.env, 'silent') }, process.stderr);
        const comparison = await withCatalogDatabase(flags, (databaseUrl) =>
          compareCatalogues({ databaseUrl, from: from ?? null, to: to ?? null, logger }),
        );
        process.stdout.write(
          flags.json ? `${JSON.stringify(comparison, null, 2)}\n` : renderComparison(comparison),
        );
      },
    );
}

function renderComparison({ from, to, changes }: CatalogueComparison): string {
  const count = (kind: keyof typeof SIGNS) => changes.filter((change) => change.kind === kind).length;
  const lines = [
    `version ${from} → version ${to}: ${count('ADDED')} added, ${count('REMOVED')} removed, ${count('CHANGED')} changed`,
  ];
  for (const { kind, section, key, name, fields } of changes) {
    lines.push(`${SIGNS[kind]} ${section} ${key} ${name}`);
    for (const { field, before, after } of fields) lines.push(`    ${field}: ${before} → ${after}`);
  }
  return `${lines.join('\n')}\n`;
}
