import pg from 'pg';
import { expect, it } from 'vitest';
import { ExchangeTable } from '../../../adapters/transport/exchange-table/ExchangeTable.ts';
import { GuardedSystem } from '../../../adapters/transport/GuardedSystem.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { queryDatabase } from '../../subgraphs/people/queryDatabase.ts';
import { watchUncaught } from '../../support/watchUncaught.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { startCentre } from './startCentre.ts';
import { startLink } from './startLink.ts';

const postgres = withPostgres();
const { signal } = new AbortController();

it('a connection that is lost during a statement fails that statement and nothing else', async () => {
  const databaseUrl = await postgres.createDatabase();
  await using _centre = await startCentre(databaseUrl);
  await using link = await startLink(databaseUrl);
  const uncaught = watchUncaught();
  const jurisdiction = parseDivisionCode('430700');
  const system = new GuardedSystem({ jurisdiction, onStateChange: () => undefined });
  const table = new ExchangeTable({
    jurisdiction,
    url: link.url,
    schema: 'qz_430700',
    takenMinutes: 10,
    system,
  });
  const blocker = new pg.Client({ connectionString: databaseUrl });
  await blocker.connect();
  await blocker.query('begin; lock table qz_430700.qz_sjxx in access exclusive mode');

  const taking = table.take('mark', 1, signal).catch((error: unknown) => error);
  await expect
    .poll(() => queryDatabase(databaseUrl, `select 1 from pg_stat_activity where wait_event_type = 'Lock'`))
    .toHaveLength(1);
  link.cut();
  const failure = await taking;
  link.mend();
  await blocker.end();

  expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
  expect(await table.take('mark', 1, signal)).toEqual([]);
  expect(uncaught()).toEqual([]);
  await table.close();
});
