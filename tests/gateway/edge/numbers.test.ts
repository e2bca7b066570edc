import { afterAll, beforeAll, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    sums: {
      sdl: `${federationLink} scalar Any input Sum { of: [Float!] } type Query { half(of: Float): Float sum(in: Sum): Int any(of: Any): Int }`,
      resolvers: { Query: { half: (_: object, { of }: { of: number }) => of / 2 } },
    },
  });
});
afterAll(() => gateway.close());

// The planner reads them as Infinity, and cannot write that.
it.each([
  '{ half(of: 1e400) }',
  '{ half(of: -1.5E999) }',
  `{ half(of: 1${'0'.repeat(400)}) }`,
  '{ sum(in: { of: [1, 1e400] }) }',
  '{ any(of: [{ a: 1e400 }]) }',
  'query ($of: Float = 1e400) { half(of: $of) }',
])('refuses a number that is beyond all numbers: %s', async (query) => {
  const response = await gateway.post({ query });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

it.each([
  ['query ($of: Any) { any(of: $of) }', '{"of":1e400}'],
  ['query ($of: Any) { any(of: $of) }', '{"of":{"a":["b",-1e400]}}'],
  ['query ($of: Float) { half(of: $of) }', `{"of":1${'0'.repeat(400)}}`],
])('refuses one among variables, which would be told as null: %s, %s', async (query, variables) => {
  const asked = gateway.subgraphs['sums']?.requests.length;
  const response = await gateway.post(`{"query":"${query}","variables":${variables}}`);

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(gateway.subgraphs['sums']?.requests).toHaveLength(asked ?? 0);
});

it('takes the largest and the smallest', async () => {
  const response = await gateway.post({ query: '{ a: half(of: 1.7e308) b: half(of: 1e-400) }' });

  expect(await response.json()).toEqual({ data: { a: 8.5e307, b: 0 } });
});
