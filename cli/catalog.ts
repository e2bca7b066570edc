import { Command } from 'commander';
import { createCatalogDiffCommand } from './catalog/diff.ts';
import { createCatalogImportCommand } from './catalog/import.ts';
import { createCatalogListCommand } from './catalog/list.ts';
import { createCatalogPublishCommand } from './catalog/publish.ts';

/** `tongban catalog …`: the versions of the catalogue, for whoever keeps it. */
export function createCatalogCommand(): Command {
  return new Command('catalog')
    .description('import, compare and publish versions of the catalogue of service items')
    .addCommand(createCatalogImportCommand())
    .addCommand(createCatalogDiffCommand())
    .addCommand(createCatalogPublishCommand())
    .addCommand(createCatalogListCommand());
}
