import { expect, it } from 'vitest';
import { PlaceVault } from '../../../subgraphs/jurisdiction/PlaceVault.ts';
import { sealRecords } from '../../../subgraphs/jurisdiction/storage/sealRecords.ts';
import { message, patience, person, record } from './support/messages.ts';
import { HUNAN, STORE_KEY, withPlaceStores } from './support/withPlaceStores.ts';

const { openPlace, query } = withPlaceStores();
const people = [...Array(4_500).keys()];
const large = message('1', { records: people.map((n) => record(n, 100)) });

/** Counts the statements that write records, and fails the one of this number. */
const count = (failing: number) =>
  query(`
    create table jurisdiction.statements (n int);
    create function jurisdiction.count() returns trigger language plpgsql as $$ begin
      insert into jurisdiction.statements values (1);
      if (select count(*) from jurisdiction.statements) = ${failing} then raise 'no more'; end if;
      return null;
    end $$;
    create trigger counting before insert on jurisdiction.records execute function jurisdiction.count()`);

it('lets everybody else have their turn while a large message is sealed', async () => {
  const vault = new PlaceVault(STORE_KEY, { subgraph: 'housing-fund', jurisdiction: HUNAN });
  let turns = 0;
  let isDone = false;
  const takeTurns = () => {
    turns += 1;
    if (!isDone) setImmediate(takeTurns);
  };
  takeTurns();

  expect(await sealRecords(large.records, vault)).toHaveLength(4_500);
  isDone = true;
  expect(turns).toBeGreaterThan(30);
});

it('stores a large message in several statements, all of it', async () => {
  const store = await openPlace();
  await count(0);

  expect(await store.inbox.take(large)).toBe('TAKEN');
  expect(await query('select n from jurisdiction.statements')).toHaveLength(3);
  expect(await query('select count(*)::int as n from jurisdiction.records')).toEqual([{ n: 4_500 }]);
  const some = [0, 2_000, 4_499].map(person);
  expect((await store.records.find('hukou', some, patience())).map((row) => row?.content)).toEqual([
    '{"n":0}',
    '{"n":2000}',
    '{"n":4499}',
  ]);
  expect(await store.inbox.take(large)).toBe('DUPLICATE');
});

it('stores nothing of a large message when the last of its statements fails, and all of it when it comes again', async () => {
  const store = await openPlace();
  await count(3);

  await expect(store.inbox.take(large)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  expect(await query('select id from jurisdiction.messages')).toEqual([]);
  expect(await query('select 1 from jurisdiction.records limit 1')).toEqual([]);
  await query('drop trigger counting on jurisdiction.records');
  expect(await store.inbox.take(large)).toBe('TAKEN');
  expect(await query('select count(*)::int as n from jurisdiction.records')).toEqual([{ n: 4_500 }]);
});
