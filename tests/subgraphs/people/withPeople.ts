import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { readPeopleConfig } from '../../../subgraphs/people/config.ts';
import { importHolders } from '../../../subgraphs/people/importHolders.ts';
import { startPeople } from '../../../subgraphs/people/main.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { callers } from './callers.ts';
import { secrets } from './secrets.ts';
import { simulatedNumber } from './simulatedNumber.ts';

/**
 * The people subgraph over a real database for the tests of the calling file. Each test has a copy of its own, with
 * a person, who is `callers.citizen`, and a company.
 */
export function withPeople() {
  const number = simulatedNumber(7);
  const postgres = withPostgres();
  const running: SubgraphServer[] = [];
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  /** Of the person, and of the company. */
  const ids: string[] = [];
  let seededUrl = '';
  let databaseUrl = '';

  beforeAll(async () => {
    seededUrl = await postgres.createDatabase();
    const imported = await importHolders(
      { databaseUrl: seededUrl, vaultKey: secrets.vaultKey },
      [
        {
          kind: 'NATURAL_PERSON',
          number,
          name: '欧阳某',
          subject: { issuer: callers.citizen.issuer, subject: callers.citizen.subject },
          holdings: {
            publicSecurity: ['43', '34'],
            socialInsurance: ['43'],
            housingFund: ['5103', '4307', '34'],
          },
        },
        {
          kind: 'LEGAL_PERSON',
          number: '91990199MA00000000',
          name: '某某有限公司',
          holdings: { housingFund: ['34'] },
        },
      ],
      { source: 'seed', logger, locatedAt: Date.UTC(2024, 0, 2, 3, 4, 5) },
    );
    ids.push(...imported);
  });
  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase(seededUrl);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    logged.length = 0;
  });

  async function start(version = 1): Promise<SubgraphServer> {
    const config = readPeopleConfig({
      databaseUrl,
      vaultKey: base64(secrets.vaultKey),
      identityKeys: { derived: { master: base64(secrets.identityMaster), version } },
      contextKey: { master: base64(secrets.contextMaster) },
    });
    const server = await startPeople(config, logger);
    running.push(server);
    return server;
  }

  return {
    number,
    ids,
    holderId: (index: number) => ids[index] ?? '',
    logger,
    logged,
    /** Of the database of the running test. */
    databaseUrl: () => databaseUrl,
    /** Puts an empty database in the place of the seeded one until the test is over. */
    useEmptyDatabase: async () => {
      databaseUrl = await postgres.createDatabase();
    },
    start,
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
