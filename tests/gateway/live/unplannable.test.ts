import { QueryPlanner } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { ASKING } from './support/asking.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway({ feed: new Feed(), names });
  // As it throws where it cannot go on, with what it knows of the schema and of the operation.
  vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan').mockImplementation(() => {
    throw new GraphQLError('Cannot add "Secret"', { extensions: { code: 'INVALID_GRAPHQL' } });
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await gateway.close();
});

const fault = {
  message: expect.stringContaining('系统内部错误'),
  extensions: { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false },
};

async function expectOneFault(): Promise<void> {
  const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  const counted = metrics.match(/^tongban_graphql_errors_total\{.* [1-9]\d*$/gm);

  expect(counted).toEqual(['tongban_graphql_errors_total{code="INTERNAL_SERVER_ERROR"} 1']);
  expect(gateway.log().match(/an operation failed/g)).toHaveLength(1);
  expect(gateway.log()).not.toContain('Secret');
}

it.each(['{ me { name } }', 'mutation { rename(name: "x") }'])(
  'keeps to itself why the planner ended: %s',
  async (query) => {
    const response = await gateway.post({ query });

    expect(await response.json()).toMatchObject({ errors: [fault] });
    await expectOneFault();
  },
);

it('keeps to itself why the planner ended on a subscription over SSE', async () => {
  const body = JSON.stringify({ query: TICKS });
  const response = await gateway.get('/graphql/stream', { method: 'POST', headers: ASKING, body });

  const [, data = ''] = /^data: (.+)$/m.exec(await response.text()) ?? [];
  expect(JSON.parse(data)).toMatchObject({ errors: [fault] });
  await expectOneFault();
});

it.each([TICKS, '{ me { name } }'])(
  'keeps to itself why the planner ended over a WebSocket: %s',
  async (query) => {
    const socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
    await socket.init();
    socket.send({ type: 'subscribe', id: '1', payload: { query } });

    await expect.poll(() => JSON.stringify(socket.messages)).toContain('INTERNAL_SERVER_ERROR');
    await expectOneFault();
    socket.drop();
  },
);
