import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { findDataFolder } from '../subgraphs/catalog/findDataFolder.ts';
import type { CatalogTables } from '../subgraphs/catalog/storage/CatalogTables.ts';
import { importCatalogue } from '../subgraphs/catalog/versions/importCatalogue.ts';
import { publishCatalogue } from '../subgraphs/catalog/versions/publishCatalogue.ts';
import type { CatalogueReport } from './CatalogueReport.ts';
import { catalogueItems } from './catalogueItems.ts';
import { measureAvailability } from './measureAvailability.ts';
import { measureSearch } from './measureSearch.ts';
import { withMeasuredDatabase } from './withMeasuredDatabase.ts';

const ABOUT = { title: '测量用目录', notice: 'made up for measuring', source: 'made up' };
const logger = pino({ level: 'silent' });

/**
 * What PostgreSQL works on text search over 10,000 items, and on availability for all pairs of divisions by the catalogue
 * that comes with the product, which stands beside the 10,000 in the same tables.
 *
 * @param rounds - how often each question is asked.
 */
export async function benchCatalogue(rounds: number): Promise<CatalogueReport> {
  return withMeasuredDatabase<CatalogTables, CatalogueReport>('catalog', async (measured) => {
    const items = catalogueItems();
    const reference = await publish(measured.url, findDataFolder());
    const large = await withFile({ catalogue: ABOUT, items }, (path) => publish(measured.url, path));
    await measured.analyze();
    return {
      items: items.length,
      search: await measureSearch(measured, large, rounds),
      pairs: 35 * 35,
      availability: await measureAvailability(measured, reference, rounds),
    };
  });
}

async function publish(databaseUrl: string, path: string): Promise<number> {
  const { version } = await importCatalogue({ databaseUrl, path, logger });
  await publishCatalogue({
    databaseUrl,
    version,
    validFrom: null,
    confirmRemovals: true,
    backdate: false,
    logger,
  });
  return version;
}

async function withFile<T>(content: object, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  try {
    const path = join(folder, 'catalogue.json');
    await writeFile(path, JSON.stringify(content));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
