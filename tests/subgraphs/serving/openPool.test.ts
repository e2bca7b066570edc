import { CompiledQuery, type Kysely } from 'kysely';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { openDatabase as openCatalog } from '../../../subgraphs/catalog/storage/openDatabase.ts';
import { openDatabase as openJurisdiction } from '../../../subgraphs/jurisdiction/storage/openDatabase.ts';
import { openDatabase as openPeople } from '../../../subgraphs/people/storage/openDatabase.ts';
import { openDatabase } from '../../../subgraphs/serving/storage/openDatabase.ts';
import { startLink } from '../../adapters/exchange-table/startLink.ts';
import { watchUncaught } from '../../support/watchUncaught.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { queryDatabase } from '../people/queryDatabase.ts';

const postgres = withPostgres();
const logger = pino({ level: 'silent' });
const opened: { destroy(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.destroy()));
});

const access = { subgraph: 'housing-fund', logger } as const;
const OPENED = {
  catalog: (url: string) => asking(openCatalog(url, logger)),
  people: (url: string) => asking(openPeople(url, logger)),
  'what systems send': (databaseUrl: string) =>
    asking(openJurisdiction({ ...access, databaseUrl, use: 'writes' })),
  'reads of it': (databaseUrl: string) => asking(openJurisdiction({ ...access, databaseUrl, use: 'reads' })),
};

function asking<Tables>(database: Kysely<Tables>) {
  opened.push(database);
  return async (text: string) => (await database.executeQuery(CompiledQuery.raw(text))).rows;
}

const outcome = (query: Promise<unknown>) =>
  query.then(
    () => 'answered',
    () => 'failed',
  );

/** How many of the queries are at work. */
const sleepers = (databaseUrl: string) => async () =>
  (
    await queryDatabase(
      databaseUrl,
      `select 1 from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()`,
    )
  ).length;

it.each(Object.entries(OPENED))(
  '%s: a connection that is lost fails its query and nothing else',
  async (_, open) => {
    const databaseUrl = await postgres.createDatabase();
    await using link = await startLink(databaseUrl);
    const uncaught = watchUncaught();
    const ask = open(link.url);

    const lost = Promise.all([outcome(ask('select pg_sleep(30)')), outcome(ask('select pg_sleep(31)'))]);
    await expect.poll(sleepers(databaseUrl)).toBe(2);
    link.cut();

    expect(await lost).toEqual(['failed', 'failed']);
    link.mend();
    expect(await ask('select 1 as n')).toEqual([{ n: 1 }]);
    expect(uncaught()).toEqual([]);
  },
);

it('is usable as soon as a database is back that went without a word, whatever was under way', async () => {
  const databaseUrl = await postgres.createDatabase();
  await using link = await startLink(databaseUrl);
  const database = openDatabase({
    databaseUrl: link.url,
    schema: 'public',
    applicationName: 'tongban-test',
    maxConnections: 3,
    connectMs: 3_000,
    statementMs: 100,
    logger,
  });
  const ask = asking(database);
  await Promise.all([1, 2, 3].map(() => ask('select 1')));
  link.fallSilent();
  const inTransaction = database
    .transaction()
    .execute((transaction) => transaction.executeQuery(CompiledQuery.raw('select 1')));

  const during = await Promise.all(
    [inTransaction, ask('select 1'), ask('select 2'), ask('select 3')].map(outcome),
  );
  link.mend();
  const after = await Promise.all([1, 2, 3, 4].map(() => outcome(ask('select 1'))));

  expect(during).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(after).toEqual(['answered', 'answered', 'answered', 'answered']);
});

it('goes on using a connection on which the database refused a statement', async () => {
  const ask = OPENED.people(await postgres.createDatabase());
  const pid = () => ask('select pg_backend_pid() as pid');
  const before = await pid();

  expect(await outcome(ask('select nonsense'))).toBe('failed');
  expect(await pid()).toEqual(before);
});
