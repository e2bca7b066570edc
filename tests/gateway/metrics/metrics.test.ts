import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { world } from '../edge/support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const funds = {
    ...world.funds,
    intercept: (_: unknown, response: { destroy(): unknown }) => void response.destroy(),
  };
  gateway = await startTestGateway({ people: world.people, funds });
  await gateway.post(
    { query: 'query Chosen_By_Client { me { name fund } }' },
    { 'x-request-id': 'r-chosen' },
  );
  await gateway.post({ query: 'query Chosen_By_Client { me { name fund } }' });
  await gateway.post({ query: '{ echo(text: "chosen-value") }', variables: { secret: 'chosen-variable' } });
  await gateway.post({ query: '{ chosen_field }' });
  await gateway.get('/chosen-path');
});
afterAll(() => gateway.close());

const metrics = async () => (await fetch(`${gateway.adminUrl}/metrics`)).text();
const logged = () =>
  gateway
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    // Of an endpoint that cannot be reached it tells beside them.
    .filter(({ msg }) => msg === 'request');

describe('metrics', () => {
  it.each([
    'tongban_upstream_calls_total{service="people",jurisdiction="",operation="root"} 3',
    'tongban_upstream_calls_total{service="funds",jurisdiction="",operation="entities"} 2',
    'tongban_upstream_errors_total{service="funds",jurisdiction="",operation="entities",code="JURISDICTION_UNAVAILABLE"} 2',
    'tongban_upstream_duration_seconds_count{service="people",jurisdiction="",operation="root"} 3',
    'tongban_upstream_in_flight{service="people",jurisdiction=""} 0',
    'tongban_http_requests_total{route="/graphql",status="200"} 3',
    'tongban_http_requests_total{route="/graphql",status="400"} 1',
    'tongban_http_requests_total{route="other",status="404"} 1',
    'tongban_graphql_errors_total{code="JURISDICTION_UNAVAILABLE"} 2',
    'tongban_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
    'tongban_plan_cache_hits_total 1',
    'tongban_plan_cache_misses_total 2',
    'tongban_plan_cache_size 2',
  ])('have %s', async (line) => {
    expect(await metrics()).toContain(`${line}\n`);
  });

  it('begin at zero, so that the first of each is an increase too', async () => {
    const text = await metrics();

    for (const line of [
      'tongban_graphql_errors_total{code="INTERNAL_SERVER_ERROR"} 0',
      'tongban_graphql_errors_total{code="IDENTITY_MISMATCH"} 0',
      'tongban_graphql_errors_total{code="OTHER"} 0',
      'tongban_supergraph_reloads_total{outcome="taken"} 0',
      'tongban_supergraph_reloads_total{outcome="refused"} 0',
      'tongban_configuration_reloads_total{outcome="taken"} 0',
      'tongban_configuration_reloads_total{outcome="refused"} 0',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('tell the age of the supergraph and the health of the process', async () => {
    const text = await metrics();

    expect(Number(/^tongban_supergraph_age_seconds (.*)$/m.exec(text)?.[1])).toBeLessThan(60);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  it('are on the admin port only, beside the probes', async () => {
    const statuses = await Promise.all([
      (await gateway.get('/metrics')).status,
      (await fetch(`${gateway.adminUrl}/graphql`)).status,
      (await fetch(`${gateway.adminUrl}/health`)).status,
      (await fetch(`${gateway.adminUrl}/ready`)).status,
    ]);

    expect(statuses).toEqual([404, 404, 200, 200]);
  });

  it('have nothing in them that a client chose', async () => {
    expect(await metrics()).not.toMatch(/chosen/i);
  });
});

describe('the log', () => {
  it('has one line for each GraphQL request', () => {
    const [first] = logged();

    expect(first).toEqual({
      level: 30,
      time: expect.any(Number),
      requestId: 'r-chosen',
      status: 200,
      durationMs: expect.any(Number),
      operation: 'query',
      codes: ['JURISDICTION_UNAVAILABLE'],
      cost: 1,
      msg: 'request',
    });
    expect(logged()).toHaveLength(4);
  });

  it('has no documents, values or paths in it', () => {
    expect(gateway.log().replaceAll('r-chosen', '')).not.toMatch(/chosen/i);
  });
});
