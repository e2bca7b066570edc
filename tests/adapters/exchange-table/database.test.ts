import { expect, it } from 'vitest';
import { withPlaceStores } from '../../subgraphs/jurisdiction/support/withPlaceStores.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { person, withdrawalRow } from './rows.ts';
import { startCentre } from './startCentre.ts';

const postgres = withPostgres();
const { openPlace, query } = withPlaceStores();
const { signal } = new AbortController();

it('replicas over one real store take each row once, ask once, and read what the other took', async () => {
  await using centre = await startCentre(await postgres.createDatabase(), { store: await openPlace() });
  await Promise.all(
    [centre.connect(), centre.connect()].map(({ read }) => read.findRecords([person(900)], signal)),
  );
  await expect.poll(centre.requests).toHaveLength(1);
  const people = Array.from({ length: 40 }, (_, index) => person(index + 1));
  await centre.write([
    ...people.map((holder) => withdrawalRow(holder)),
    { ...withdrawalRow(person(1)), sjlx: 'ABCD' },
  ]);
  await Promise.all([centre.start(), centre.start()]);

  await expect
    .poll(centre.states, { timeout: 20_000 })
    .toEqual([...people.map(() => '2'), '9 102 数据类型未知']);
  expect(
    await query('select quarantined, count(*)::int as n from jurisdiction.messages group by 1 order by 1'),
  ).toEqual([
    { quarantined: false, n: 40 },
    { quarantined: true, n: 1 },
  ]);
  const page = { first: 1, after: null };
  const { nodes } = await centre.connect().read.findWithdrawals(person(40), page, signal);
  expect(nodes.map(({ amountFen }) => amountFen)).toEqual([120_000n]);
  expect(await centre.requests()).toHaveLength(1);
});
