import { afterEach, expect, it } from 'vitest';
import { Endpoints } from '../../../../gateway/upstream/govern/Endpoints.ts';
import { upstreamSettings } from '../../../../gateway/upstream/govern/upstreamSettings.ts';

let endpoints: Endpoints;
afterEach(() => endpoints.close());

const find = (place: number) => endpoints.find('funds', '43', `http://127.0.0.1:1/${place}`);
/** Longer ago than any process runs. */
const LONG_AGO = -1_000_000_000;

it('forgets those that nobody has asked for long, once there are many, and nobody who is busy', () => {
  endpoints = new Endpoints({ settings: upstreamSettings.parse({}), jurisdictionTimeoutMs: () => 1_000 });
  const known = Array.from({ length: 256 }, (_, place) => find(place));
  for (const endpoint of known) endpoint.usedAt = performance.now();
  const [idle, busy, asked] = known;
  for (const endpoint of [idle, busy]) if (endpoint !== undefined) endpoint.usedAt = LONG_AGO;
  busy?.enter();
  expect([...endpoints]).toEqual(known);

  find(256);

  expect([...endpoints]).toHaveLength(256);
  expect(find(0)).not.toBe(idle);
  expect([find(1), find(2)]).toEqual([busy, asked]);
  busy?.leave();
});
