import { Argument, Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { type CalendarDate, parseCalendarDate } from '../../domain/calendarDate.ts';
import {
  type CataloguePublication,
  publishCatalogue,
} from '../../subgraphs/catalog/versions/publishCatalogue.ts';
import { readLogLevel } from '../readLogLevel.ts';
import { addDatabaseOptions } from './addDatabaseOptions.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';
import { parseVersion } from './parseVersion.ts';
import { withCatalogDatabase } from './withCatalogDatabase.ts';

interface PublishFlags extends DatabaseFlags {
  readonly from?: CalendarDate;
  readonly confirmRemovals?: true;
  readonly backdate?: true;
}

/** `tongban catalog publish [VERSION]`: a draft is in force from a day on, and never changes again. */
export function createCatalogPublishCommand(): Command {
  return addDatabaseOptions(new Command('publish'))
    .description('publish a draft for good; running servers notice within seconds')
    .addArgument(new Argument('[version]', 'the draft (default: the newest)').argParser(parseVersion))
    .option(
      '--from <date>',
      'in force from this day on (default: the day the document names where it is still to come, else today)',
      parseDay,
    )
    .option(
      '--confirm-removals',
      'publish also where more than a fifth of the items, or of another section, in force would vanish',
    )
    .option('--backdate', 'publish also for days that are over; what was in force on them changes')
    .action(async (version: number | undefined, flags: PublishFlags) => {
      const logger = pino({ level: readLogLevel(process.env, 'silent') }, process.stderr);
      const published = await withCatalogDatabase(flags, (databaseUrl) =>
        publishCatalogue({
          databaseUrl,
          version: version ?? null,
          validFrom: flags.from ?? null,
          confirmRemovals: flags.confirmRemovals ?? false,
          backdate: flags.backdate ?? false,
          logger,
        }),
      );
      process.stdout.write(renderPublication(published));
    });
}

function renderPublication({ version, validFrom, replaces, until, inForce }: CataloguePublication): string {
  const before = replaces === null ? '' : `; until then version ${replaces} is`;
  const end = until === null ? '' : `, only until another takes its place on ${until}`;
  const today = inForce === null ? 'no version is' : `version ${inForce} is`;
  return `version ${version} is in force from ${validFrom} on${end}${before}\ntoday ${today} in force\n`;
}

function parseDay(text: string): CalendarDate {
  try {
    return parseCalendarDate(text);
  } catch {
    throw new InvalidArgumentError('must be a day of the form YYYY-MM-DD');
  }
}
