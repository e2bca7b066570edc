import { Command } from 'commander';
import { pino } from 'pino';
import { importCatalogue } from '../../subgraphs/catalog/versions/importCatalogue.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { addDatabaseOptions } from './addDatabaseOptions.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';
import { withCatalogDatabase } from './withCatalogDatabase.ts';

/** `tongban catalog import FILE`: a catalogue document becomes a draft. */
export function createCatalogImportCommand(): Command {
  return addDatabaseOptions(new Command('import'))
    .description(
      'check a catalogue document and store it as a draft; a single bad row, and nothing is stored',
    )
    .argument('<file>', 'the document: a JSON or YAML file, or a folder of them')
    .action(async (path: string, flags: DatabaseFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'silent') }, process.stderr);
      const { version, isNew, title, rows } = await withCatalogDatabase(flags, (databaseUrl) =>
        importCatalogue({ databaseUrl, path, logger }),
      );
      if (!isNew) {
        process.stdout.write(`version ${version} is made of this document already; nothing was stored\n`);
        return;
      }
      const counts = Object.entries(rows).map(([section, count]) => `${count} ${section}`);
      process.stdout.write(`version ${version} is a draft: ${title} (${counts.join(', ')})\n`);
    });
}
