import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SeenRequest } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';

let gateway: TestGateway;
let writes = 0;
/** What comes of a write once it has arrived, and of a read. */
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  const intercept = ({ query }: SeenRequest, response: ServerResponse) => {
    if (query.startsWith('mutation')) writes++;
    answer(response);
    return new Promise<void>((resolve) => void response.on('close', resolve));
  };
  const works = { sdl: 'type Query { read: Int } type Mutation { write(to: Int): Int }', intercept };
  gateway = await startTestGateway({ works }, { logLevel: 'silent', deadlines: { requestMs: 1_500 } });
});
beforeEach(() => {
  writes = 0;
});
afterAll(() => gateway.close());

async function run(query: string) {
  const response = await gateway.post({ query }, { 'accept-language': 'en' });
  const { data, errors }: { data: unknown; errors: readonly { extensions: Record<string, unknown> }[] } =
    JSON.parse(await response.text());
  return { data, told: errors.map(({ extensions: { code, retryable } }) => [code, retryable]) };
}

it.each([
  ['breaks off', (response: ServerResponse) => void response.destroy(), 'JURISDICTION_UNAVAILABLE'],
  [
    'sends a page',
    (response: ServerResponse) => void response.writeHead(503).end('<p>'),
    'JURISDICTION_UNAVAILABLE',
  ],
  ['hangs', () => undefined, 'DEADLINE_EXCEEDED'],
])('a mutation that arrived is not to be sent again, if its subgraph %s', async (_, given, code) => {
  answer = given;

  expect(await run('mutation { write }')).toEqual({ data: { write: null }, told: [[code, false]] });
  expect(writes).toBe(1);
  // A read may be.
  expect((await run('{ read }')).told).toEqual([[code, true]]);
});

it('a mutation that its subgraph refuses is as it says', async () => {
  const extensions = { code: 'JURISDICTION_UNAVAILABLE', retryable: true };
  answer = (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data: null, errors: [{ message: 'x', path: ['write'], extensions }] }));

  expect((await run('mutation { write }')).told).toEqual([['JURISDICTION_UNAVAILABLE', true]]);
});

it('a mutation that was not sent may be sent again', async () => {
  await gateway.subgraphs['works']?.close();
  await expect
    .poll(async () => (await run('mutation { write }')).told)
    .toEqual([['JURISDICTION_UNAVAILABLE', true]]);
  // Until its breaker opens, and afterwards.
  for (let count = 0; count < 20; count++)
    expect((await run(`mutation { write(to: ${count}) }`)).told).toEqual([
      ['JURISDICTION_UNAVAILABLE', true],
    ]);
  expect(writes).toBe(0);
});
