import type { ExchangeDialect } from '../../exchange/ExchangeDialect.ts';
import { exchangeTableOptions } from './ExchangeTableOptions.ts';
import { createTableDesk } from './handling/createTableDesk.ts';
import { ExchangeTables } from './storage/ExchangeTables.ts';
import { TableCentre } from './TableCentre.ts';

/** 前置库: both sides write rows into one database and poll it (docs/dialects/exchange-table.md). */
export const exchangeTable: ExchangeDialect = {
  name: 'exchange-table',
  needs: 'databaseUrl',
  isXml: ({ contentFormat }) => contentFormat === 'xml',
  createOptions: ({ department, jurisdiction, ordinal, derive }) => ({
    schema: `qz_${department === 'social-insurance' ? 'sb' : 'gjj'}_${jurisdiction}`,
    contentFormat: ordinal % 2 === 0 ? 'json' : 'xml',
    platformCode: `1${(derive('platform code', 4).readUInt32BE() % 100_000_000).toString().padStart(8, '0')}`,
    takenMinutes: 10,
    pollSeconds: 1,
    handling: 'offered',
  }),
  createDesk: (site) =>
    exchangeTableOptions.parse(site.options).handling === 'offered' ? createTableDesk(site) : null,
  async open(site, databaseUrl) {
    const options = exchangeTableOptions.parse(site.options);
    return new TableCentre(
      databaseUrl,
      site,
      options,
      await ExchangeTables.open(databaseUrl, options.schema),
    );
  },
};
