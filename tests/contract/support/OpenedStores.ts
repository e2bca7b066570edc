import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PlaceStores } from '../../../subgraphs/jurisdiction/PlaceStores.ts';
import type { TestPostgres } from '../../support/withPostgres.ts';

const logger = pino({ level: 'silent' });
const storeKey = randomBytes(32);

/** Real stores of places, all of them in one database, and further empty ones. */
export class OpenedStores {
  readonly #postgres: TestPostgres;
  readonly #shared: ReadonlyMap<string, PlaceStores>;
  readonly #own: PlaceStores[] = [];

  private constructor(postgres: TestPostgres, shared: ReadonlyMap<string, PlaceStores>) {
    this.#postgres = postgres;
    this.#shared = shared;
  }

  /** @param ids - of systems, `department/jurisdiction`. */
  static async open(ids: readonly string[], postgres: TestPostgres): Promise<OpenedStores> {
    const databaseUrl = await postgres.createDatabase();
    const shared = new Map<string, PlaceStores>();
    for (const subgraph of new Set(ids.map((id) => partsOf(id).subgraph))) {
      const its = ids.filter((id) => partsOf(id).subgraph === subgraph);
      shared.set(subgraph, await openStores(databaseUrl, its));
    }
    return new OpenedStores(postgres, shared);
  }

  of(id: string): PlaceStore {
    const { subgraph, jurisdiction } = partsOf(id);
    const stores = this.#shared.get(subgraph);
    if (stores === undefined) throw new RangeError(`no store was opened for ${id}`);
    return stores.storeFor(jurisdiction);
  }

  /** An empty store in a database of its own. */
  async create(id: string): Promise<PlaceStore> {
    const stores = await openStores(await this.#postgres.createDatabase(), [id]);
    this.#own.push(stores);
    return stores.storeFor(partsOf(id).jurisdiction);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#shared.values(), ...this.#own].map((stores) => stores.close()));
  }
}

function openStores(databaseUrl: string, ids: readonly string[]): Promise<PlaceStores> {
  const [first = ''] = ids;
  return PlaceStores.open({
    databaseUrl,
    storeKey,
    subgraph: partsOf(first).subgraph,
    jurisdictions: ids.map((id) => partsOf(id).jurisdiction),
    retentionDays: 90,
    logger,
  });
}

function partsOf(id: string) {
  const [subgraph = '', jurisdiction = ''] = id.split('/');
  return { subgraph, jurisdiction: parseDivisionCode(jurisdiction) };
}
