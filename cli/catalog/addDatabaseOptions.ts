import type { Command } from 'commander';

/** Adds the options that `withCatalogDatabase` reads. */
export function addDatabaseOptions(command: Command): Command {
  return command
    .option('--database-url <url>', 'the PostgreSQL to work on (default: DATABASE_URL, or DATABASE_URL_FILE)')
    .option(
      '--data <dir>',
      'work on the PostgreSQL in the data folder of a `tongban start` that is not running',
    );
}
