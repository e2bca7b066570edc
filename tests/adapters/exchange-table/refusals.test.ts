import { expect, it } from 'vitest';
import { RefusedRequests } from '../../../adapters/inbound/RefusedRequests.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { person } from './rows.ts';
import { startCentre } from './startCentre.ts';

const postgres = withPostgres();
const { signal } = new AbortController();

it.each([
  ['909 系统内部错误', '909', true],
  ['901 系统维护中', '901', true],
  ['203 证件号码错误', '203', false],
  ['nonsense', 'no code', false],
])(
  'a request refused with %s is told of once among all replicas, and repeated where that helps',
  async (reason, code, isRepeated) => {
    await using centre = await startCentre(await postgres.createDatabase());
    const [one, other] = [centre.connect(), centre.connect()];
    await one.read.findRecords([person(1), person(2)], signal);
    await expect.poll(centre.requests).toHaveLength(2);
    const reference = (await centre.requests())[0].qqlsh.slice(0, -3);
    await centre.sql.query(`UPDATE qz_430700.qz_qqxx SET clzt = 9, sbyy = $1, gxsj = now()`, [reason]);

    await Promise.all([centre.start(one), centre.start(other)]);

    await expect
      .poll(() => centre.faults)
      .toEqual([`request: request ${reference}: the centre refused 2 of its rows with ${code}`]);
    await other.read.findRecords([person(1), person(3)], signal);
    await expect
      .poll(async () =>
        (await centre.requests())
          .slice(2)
          .map(({ zjhm }) => zjhm)
          .toSorted(),
      )
      .toEqual((isRepeated ? [person(1).number, person(3).number] : [person(3).number]).toSorted());
  },
);

it('a centre under maintenance is asked about nobody until it is back, and reads say when that is', async () => {
  await using centre = await startCentre(await postgres.createDatabase());
  const port = centre.connect();
  const ask = async () => {
    const [entry] = await port.read.findRecords([person(1)], signal);
    return entry instanceof TongbanError ? entry.retryAfter : null;
  };
  expect(await ask()).toBe(60);
  await expect.poll(centre.requests).toHaveLength(1);
  await centre.sql.query(
    `UPDATE qz_430700.qz_qqxx SET clzt = 9, gxsj = now(),
            sbyy = '901 系统维护中,预计恢复时间' || to_char(now() AT TIME ZONE 'UTC-8' + interval '30 minutes', 'YYYYMMDDHH24MISS')`,
  );
  await centre.start(port);
  await expect.poll(() => centre.faults).toHaveLength(1);

  expect(await ask()).toBeGreaterThan(1_700);
  expect(await ask()).toBeLessThanOrEqual(1_800);
  expect(await centre.requests()).toHaveLength(1);
});

it('an end of the maintenance that is far off is believed for an hour', async () => {
  const clock = new FakeClock();
  const store = createMemoryStore();
  await store.requests.claim({ reference: 'r1', facet: 'everything', againAfterMs: 1 }, [person(1)]);
  const readAt = new Date('2026-11-22T02:00:00.000Z');
  const refusal = { reference: 'r1', code: '901', rows: 1, backAt: '99991231235959', readAt };
  const refused = new RefusedRequests({
    table: { refusals: async () => [refusal] },
    store,
    clock,
    onFault: () => {},
  });

  await refused.collect(signal);
  expect(refused.restMs).toBe(3_600_000);
  clock.advance(3_600_000);
  await refused.collect(signal);
  expect(refused.restMs).toBe(0);
});
