import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { readCasesConfig } from '../../../../subgraphs/cases/config.ts';
import { startCases } from '../../../../subgraphs/cases/main.ts';
import { readCatalogConfig } from '../../../../subgraphs/catalog/config.ts';
import { startCatalog } from '../../../../subgraphs/catalog/main.ts';
import { readPeopleConfig } from '../../../../subgraphs/people/config.ts';
import { importHolders } from '../../../../subgraphs/people/importHolders.ts';
import { startPeople } from '../../../../subgraphs/people/main.ts';
import { withPostgres } from '../../../support/withPostgres.ts';
import { secrets } from '../../people/secrets.ts';
import { simulatedNumber } from '../../people/simulatedNumber.ts';
import { CasesScene } from './CasesScene.ts';
import { callers } from './callers.ts';
import { FakePlace } from './FakePlace.ts';
import { startPlaces } from './startPlaces.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const contextKey = { master: base64(secrets.contextMaster) };

/** Names that must stand nowhere in clear. */
export const NAMES = { applicant: '欧阳某甲', neighbour: '欧阳某乙' } as const;

interface OpenOptions {
  readonly now?: () => number;
  /** Of cases, beside what all need. */
  readonly settings?: object;
}

/**
 * Cases over a real database, with real people, catalogue and servers of places; only the systems of the places are made
 * up. What a file's tests open is closed after each of them.
 *
 * @param subgraphs - departments whose servers are there.
 */
export function withCases(subgraphs: readonly string[] = ['housing-fund', 'public-security']) {
  const postgres = withPostgres();
  const place = new FakePlace();
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const silent = pino({ level: 'silent' });
  const shared: (() => Promise<unknown>)[] = [];
  const opened: CasesScene[] = [];
  const ids: string[] = [];
  let template = '';
  let settings = {};
  let catalogDatabase = '';

  beforeAll(async () => {
    const [catalogUrl, peopleUrl, partitions] = await Promise.all([
      serveCatalog(),
      servePeople(),
      servePlaces(),
    ]);
    settings = {
      caseKey: base64(Buffer.alloc(32, 9)),
      contextKey,
      services: { catalog: catalogUrl, people: peopleUrl },
      partitions,
    };
    template = await postgres.createDatabase();
    const server = await startCases(readCasesConfig({ ...settings, databaseUrl: template }), silent);
    await server.stop();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((scene) => scene.close()));
    place.reset();
    logged.length = 0;
  });
  afterAll(async () => {
    await Promise.all(shared.splice(0).map((stop) => stop()));
  });

  async function serveCatalog(): Promise<string> {
    const databaseUrl = await postgres.createDatabase();
    catalogDatabase = databaseUrl;
    const server = await startCatalog(readCatalogConfig({ databaseUrl, contextKey }), silent);
    shared.push(server.stop);
    return server.url;
  }

  async function servePeople(): Promise<string> {
    const databaseUrl = await postgres.createDatabase();
    const rows = [callers.applicant, callers.neighbour].map(({ issuer, subject }, index) => ({
      kind: 'NATURAL_PERSON' as const,
      number: simulatedNumber(index + 1),
      name: index === 0 ? NAMES.applicant : NAMES.neighbour,
      subject: { issuer, subject },
      holdings: {},
    }));
    const { vaultKey } = secrets;
    ids.push(...(await importHolders({ databaseUrl, vaultKey }, rows, { source: 'seed', logger: silent })));
    const config = readPeopleConfig({
      databaseUrl,
      vaultKey: base64(vaultKey),
      identityKeys: { derived: { master: base64(secrets.identityMaster) } },
      contextKey,
    });
    const server = await startPeople(config, silent);
    shared.push(server.stop);
    return server.url;
  }

  /** @returns the name of the partitions file. */
  async function servePlaces(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-test-places-'));
    const servers = await Promise.all(
      subgraphs.map(async (subgraph) => {
        const databaseUrl = await postgres.createDatabase();
        const server = await startPlaces(subgraph, { databaseUrl, port: place });
        shared.push(server.stop);
        return [subgraph, server.partitions] as const;
      }),
    );
    shared.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'partitions.json');
    await writeFile(file, JSON.stringify(Object.fromEntries(servers)));
    return file;
  }

  async function open(given: OpenOptions = {}): Promise<CasesScene> {
    const databaseUrl = await postgres.createDatabase(template);
    return CasesScene.open({
      settings: { ...settings, ...given.settings, databaseUrl },
      logger,
      now: given.now ?? Date.now,
    });
  }

  return {
    place,
    logger,
    logged,
    /** Where the catalogue lies that all scenes ask. */
    catalogDatabase: (): string => catalogDatabase,
    /** Of the applicant, and of the neighbour. */
    holderId: (index: number): string => ids[index] ?? '',
    /** An empty database and a server over it, which are closed after the running test. */
    open: async (given: OpenOptions = {}): Promise<CasesScene> => {
      const scene = await open(given);
      opened.push(scene);
      return scene;
    },
    /** The same for all tests of the file. */
    openForAll: async (given: OpenOptions = {}): Promise<CasesScene> => {
      const scene = await open(given);
      shared.unshift(() => scene.close());
      return scene;
    },
  };
}
