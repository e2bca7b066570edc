import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { watchEndpoints } from '../../../gateway/metrics/watchEndpoints.ts';
import type { EndpointState } from '../../../gateway/upstream/govern/EndpointState.ts';

const state: EndpointState = {
  service: 'funds',
  jurisdiction: '43',
  limit: 8,
  inFlight: 3,
  waiting: 2,
  breakers: { reads: 'open', writes: 'closed' },
  waits: { itself: 5, another: 0 },
  refused: { busy: 1, breaker: 4 },
  retries: 6,
  hedges: 7,
  joined: 9,
};

it('tells of an endpoint what it counts itself, at every scrape, and both addresses of a moved one together', async () => {
  const registry = new Registry();
  const endpoints = [state];
  watchEndpoints(registry, () => endpoints);
  const values = async () => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line.includes('service="funds"'));
    const named = lines.map((line) => /^tongban_(\w+)\{.*?jurisdiction="43",?(.*)\} (\d+)$/.exec(line));
    return Object.fromEntries(
      named.map((found) => [`${found?.[1]} ${found?.[2]}`.trim(), Number(found?.[3])]),
    );
  };
  const told = {
    endpoint_limit: 8,
    endpoint_waiting: 2,
    'endpoint_breaker_state operation="reads"': 2,
    'endpoint_breaker_state operation="writes"': 0,
    'upstream_waits_total behind="itself"': 5,
    'upstream_waits_total behind="another"': 0,
    'upstream_refused_total reason="busy"': 1,
    'upstream_refused_total reason="breaker"': 4,
    upstream_retries_total: 6,
    upstream_hedges_total: 7,
    upstream_joined_total: 9,
  };

  expect([await values(), await values()]).toEqual([told, told]);
  endpoints.push(state);
  expect(await values()).toMatchObject({ endpoint_limit: 16, upstream_joined_total: 18 });
});
