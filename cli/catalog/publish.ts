import { Argument, Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { type CalendarDate, parseCalendarDate } from '../../domain/calendarDate.ts';
import { publishCatalogue } from '../../subgraphs/catalog/versions/publishCatalogue.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { addDatabaseOptions } from './addDatabaseOptions.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';
import { parseVersion } from './parseVersion.ts';
import { withCatalogDatabase } from './withCatalogDatabase.ts';

interface PublishFlags extends DatabaseFlags {
  readonly from?: CalendarDate;
  readonly confirmRemovals?: true;
}

/** `tongban catalog publish [VERSION]`: a draft is in force from a day on, and never changes again. */
export function createCatalogPublishCommand(): Command {
  return addDatabaseOptions(new Command('publish'))
    .description('publish a draft for good; running servers notice within seconds')
    .addArgument(new Argument('[version]', 'the draft (default: the newest)').argParser(parseVersion))
    .option(
      '--from <date>',
      'in force from this day on (default: as the document says, else today)',
      parseDay,
    )
    .option('--confirm-removals', 'publish also where more than a fifth of the items in force would vanish')
    .action(async (version: number | undefined, flags: PublishFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'silent') }, process.stderr);
      const published = await withCatalogDatabase(flags, (databaseUrl) =>
        publishCatalogue({
          databaseUrl,
          version: version ?? null,
          validFrom: flags.from ?? null,
          confirmRemovals: flags.confirmRemovals ?? false,
          logger,
        }),
      );
      const replaced = published.replaces === null ? '' : `; until then version ${published.replaces} is`;
      process.stdout.write(
        `version ${published.version} is in force from ${published.validFrom} on${replaced}\n`,
      );
    });
}

function parseDay(text: string): CalendarDate {
  try {
    return parseCalendarDate(text);
  } catch {
    throw new InvalidArgumentError('must be a day of the form YYYY-MM-DD');
  }
}
