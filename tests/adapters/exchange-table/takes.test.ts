import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { person, withdrawalRow } from './rows.ts';
import { startCentre } from './startCentre.ts';
import { startLink } from './startLink.ts';

const postgres = withPostgres();

describe('a take of rows', () => {
  it('that a stop comes into is brought to its end', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([withdrawalRow(person(1)), withdrawalRow(person(2))]);
    await using lock = await lockRows(centre);
    const replica = await centre.start();
    await lock.isAwaited();

    const stopped = replica.stop();
    await lock.release();
    await stopped;

    expect(await centre.states()).toEqual(['2', '2']);
    expect(centre.store.taken).toHaveLength(2);
  });

  it('whose answer is lost is given back, though it takes effect only afterwards', async () => {
    const databaseUrl = await postgres.createDatabase();
    await using link = await startLink(databaseUrl);
    await using centre = await startCentre(databaseUrl, { url: link.url });
    await centre.write([withdrawalRow(person(1)), withdrawalRow(person(2))]);
    await using lock = await lockRows(centre);
    await centre.start();
    await lock.isAwaited();

    link.cut();
    await expect
      .poll(() => centre.faults)
      .toEqual(['exchange table: the exchange database of 430700 cannot be reached']);
    await lock.release();
    await expect.poll(centre.states).toEqual(['1', '1']);
    link.mend();

    await expect.poll(centre.states, { timeout: 20_000 }).toEqual(['2', '2']);
    expect(centre.store.taken).toHaveLength(2);
  });
});

describe('a row that is like no other', () => {
  it('keeps nobody else’s from being processed: a moment that is none', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write(Array.from({ length: 12 }, (_, index) => withdrawalRow(person(index + 1))));
    await centre.sql.query(
      `UPDATE qz_430700.qz_sjxx SET cjsj = CASE xh WHEN 3 THEN 'infinity' WHEN 5 THEN '-infinity'
              WHEN 7 THEN '200000-01-01' ELSE '1000-01-01 BC' END::timestamptz WHERE xh IN (3, 5, 7, 9)`,
    );
    await centre.start();

    await expect.poll(centre.states).toEqual(Array.from({ length: 12 }, () => '2'));
    expect(centre.store.taken).toHaveLength(12);
    expect(centre.faults).toEqual([]);
  });

  it('keeps nobody else’s from being processed: one that our own store chokes on', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write(Array.from({ length: 6 }, (_, index) => withdrawalRow(person(index + 1))));
    const { take } = centre.store.inbox;
    let isChoking = true;
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        const [record] = message.records;
        if (isChoking && record?.number === person(2).number) throw new RangeError('it chokes');
        return take(message);
      },
    });
    await centre.start();
    await expect.poll(centre.states).toEqual(['2', '0', '2', '2', '2', '2']);
    expect(centre.faults).toEqual(['exchange table: the collecting failed on our side']);

    isChoking = false;

    await expect.poll(centre.states).toEqual(['2', '2', '2', '2', '2', '2']);
  });
});

describe('rows of one person in one take', () => {
  const amounts = ['1.00', '2.00', '3.00', '4.00'];
  const rows = amounts.map((amount) => withdrawalRow(person(1), { amount }));

  it('are processed one after the other, in their order; those of others beside them', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const { take } = centre.store.inbox;
    const events: string[] = [];
    let meet = () => {};
    const others = new Promise<void>((resolve) => {
      meet = resolve;
    });
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        const [record] = message.records;
        if (record?.number !== person(1).number) {
          meet();
          return take(message);
        }
        const amount = JSON.parse(record.content ?? '').value[0].amountFen;
        events.push(`${amount} begun`);
        await others;
        const outcome = await take(message);
        events.push(`${amount} stored`);
        return outcome;
      },
    });
    // A final x may be in lower case in one row and not in the other.
    await centre.write([
      ...rows.map((row, index) => ({ ...row, zjhm: index % 2 === 0 ? row.zjhm : row.zjhm.toLowerCase() })),
      withdrawalRow(person(2)),
    ]);
    await centre.start();

    await expect.poll(centre.states).toEqual(['2', '2', '2', '2', '2']);
    expect(events).toEqual(['100', '200', '300', '400'].flatMap((fen) => [`${fen} begun`, `${fen} stored`]));
  });

  it('are given back from the first that could not be stored', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const { take } = centre.store.inbox;
    let attempts = 0;
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        attempts += 1;
        if (attempts === 2) throw new TongbanError('INTERNAL_SERVER_ERROR', 'the store is away');
        return take(message);
      },
    });
    await centre.write(rows);
    await centre.start();

    await expect.poll(centre.states).toEqual(['2', '2', '2', '2']);
    expect(
      centre.store.taken.map(({ records: [record] }) => JSON.parse(record?.content ?? '').value[0].amountFen),
    ).toEqual(['100', '200', '300', '400']);
  });
});

/** Keeps everybody from changing rows. */
async function lockRows({ sql }: Awaited<ReturnType<typeof startCentre>>) {
  const client = await sql.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE qz_430700.qz_sjxx IN SHARE ROW EXCLUSIVE MODE');
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('COMMIT');
    client.release();
  };
  return {
    release,
    isAwaited: () =>
      expect
        .poll(async () => {
          const { rows } = await sql.query(
            `SELECT count(*)::int AS n FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return rows[0].n;
        })
        .toBe(1),
    [Symbol.asyncDispose]: release,
  };
}
