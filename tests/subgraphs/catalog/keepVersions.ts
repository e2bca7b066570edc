import { pino } from 'pino';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { compareCatalogues } from '../../../subgraphs/catalog/versions/compareCatalogues.ts';
import { importCatalogue } from '../../../subgraphs/catalog/versions/importCatalogue.ts';
import { listCatalogues } from '../../../subgraphs/catalog/versions/listCatalogues.ts';
import { publishCatalogue } from '../../../subgraphs/catalog/versions/publishCatalogue.ts';
import { ABOUT, smallDocuments } from './smallDocument.ts';

const logger = pino({ level: 'silent' });

/** Imported and published at noon of 2026-11-26 in 北京, where a test says nothing else. */
export const NOON = Date.UTC(2026, 10, 26, 4);

/** What whoever keeps the catalogue does with its versions, on any database. */
export function keepVersions() {
  const write = smallDocuments();

  return {
    importItems: async (databaseUrl: string, items: readonly object[], about: object = ABOUT) => {
      const path = await write({ catalogue: about, items });
      return importCatalogue({ databaseUrl, path, logger, importedAt: NOON });
    },
    importDocument: async (databaseUrl: string, sections: Readonly<Record<string, readonly object[]>>) => {
      const path = await write({ catalogue: ABOUT, ...sections });
      return importCatalogue({ databaseUrl, path, logger, importedAt: NOON });
    },
    publish: (
      databaseUrl: string,
      options: {
        readonly version?: number;
        readonly from?: string;
        readonly confirm?: true;
        readonly backdate?: true;
        readonly at?: number;
      } = {},
    ) =>
      publishCatalogue({
        databaseUrl,
        version: options.version ?? null,
        validFrom: options.from === undefined ? null : parseCalendarDate(options.from),
        confirmRemovals: options.confirm ?? false,
        backdate: options.backdate ?? false,
        logger,
        publishedAt: options.at ?? NOON,
      }),
    compare: (databaseUrl: string, from: number | null = null, to: number | null = null) =>
      compareCatalogues({ databaseUrl, from, to, logger, now: NOON }),
    list: (databaseUrl: string, now = NOON) => listCatalogues({ databaseUrl, logger, now }),
  };
}
