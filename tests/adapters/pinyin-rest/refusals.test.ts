import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { account, NOW, ok, person, readAccount, signal, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

/** The system's own way to say no. */
const refuse =
  (status: number, code: string, keys: object = {}) =>
  () =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify({ code, msg: '吴试一查询失败', ...keys }));

it.each([
  [401, '1001', 'JURISDICTION_REJECTED'],
  [401, '1002', 'JURISDICTION_REJECTED'],
  [401, '1003', 'JURISDICTION_REJECTED'],
  [400, '2001', 'JURISDICTION_REJECTED'],
  [400, '2002', 'JURISDICTION_REJECTED'],
  [404, '2009', 'JURISDICTION_REJECTED'],
  [405, '2009', 'JURISDICTION_REJECTED'],
  [503, '3001', 'JURISDICTION_BUSY'],
  [500, '4711', 'JURISDICTION_REJECTED'],
])('HTTP %i with %s is %s, and is not repeated', async (status, upstreamCode, code) => {
  await using place = await startPlace(refuse(status, upstreamCode));

  await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
    code,
    upstreamCode,
    jurisdiction: '430700',
    message: expect.not.stringMatching(/吴/),
  });
  expect(place.requests).toHaveLength(1);
});

it.each([200, 503])('knows a maintenance and its end (HTTP %i)', async (status) => {
  await using place = await startPlace(refuse(status, '3002', { HFSJ: '20261122110000' }));

  await expect(place.read.findLoans([wu], signal())).rejects.toMatchObject({
    code: 'JURISDICTION_UNAVAILABLE',
    retryable: true,
    retryAfter: 1_800,
    upstreamCode: '3002',
  });
  expect(place.requests).toHaveLength(1);
});

it('knows a maintenance whose end cannot be read', async () => {
  await using place = await startPlace(refuse(503, '3002', { HFSJ: '上午' }));

  await expect(place.read.findLoans([wu], signal())).rejects.toMatchObject({
    code: 'JURISDICTION_UNAVAILABLE',
    retryAfter: undefined,
    upstreamCode: '3002',
  });
});

it('repeats what failed inside the system once, signed anew', async () => {
  let now = NOW;
  await using place = await startPlace(
    (_request, count) => {
      now += 1;
      return count === 1 ? refuse(500, '9999')() : ok([account(wu)]);
    },
    { now: () => now },
  );

  expect(await place.read.findRecords([wu], signal())).toMatchObject([{ accounts: [readAccount] }]);
  expect(place.requests.map(({ headers }) => headers['x-timestamp'])).toEqual([String(NOW), String(NOW + 1)]);
  expect(new Set(place.requests.map(({ headers }) => headers['x-signature'])).size).toBe(2);
});

it('does not take a success under a status of failure', async () => {
  await using place = await startPlace(() => (response) => {
    response.writeHead(500).end(JSON.stringify(ok([account(wu)])));
  });

  await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
    code: 'JURISDICTION_UNAVAILABLE',
    upstreamCode: 'HTTP 500',
  });
});

it('does not count refusals of business against the system', async () => {
  await using place = await startPlace(refuse(400, '2001'));

  for (let call = 0; call < 12; call += 1) {
    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({ upstreamCode: '2001' });
  }

  expect(place.requests).toHaveLength(12);
  expect(place.breakerStates).toEqual([]);
});

it('of one batch rejects the whole question', async () => {
  const holders = Array.from({ length: 51 }, (_, index) => person(index + 1, `试${index}`));
  await using place = await startPlace((_request, count) => (count === 1 ? refuse(503, '3001')() : ok([])));

  await expect(place.read.findRecords(holders, signal())).rejects.toMatchObject({
    code: 'JURISDICTION_BUSY',
  });
});
