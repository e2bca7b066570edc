import { Command } from 'commander';
import { pino } from 'pino';
import { type CatalogueList, listCatalogues } from '../../subgraphs/catalog/versions/listCatalogues.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { addDatabaseOptions } from './addDatabaseOptions.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';
import { withCatalogDatabase } from './withCatalogDatabase.ts';

/** `tongban catalog list`: all versions, newest first. */
export function createCatalogListCommand(): Command {
  return addDatabaseOptions(new Command('list'))
    .description('list the versions of the catalogue, newest first')
    .action(async (flags: DatabaseFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'silent') }, process.stderr);
      const list = await withCatalogDatabase(flags, (databaseUrl) => listCatalogues({ databaseUrl, logger }));
      process.stdout.write(renderList(list));
    });
}

function renderList({ versions, inForce }: CatalogueList): string {
  if (versions.length === 0) return 'there is no version yet\n';
  const lines = versions.map(({ version, publication, itemCount, verifiedItemCount, title }) => {
    const state = publication === null ? 'draft' : `from ${publication.validFrom}`;
    const mark = version === inForce ? ', in force' : '';
    return `${version}\t${state}${mark}\t${itemCount} items, ${verifiedItemCount} verified\t${title}\n`;
  });
  return lines.join('');
}
