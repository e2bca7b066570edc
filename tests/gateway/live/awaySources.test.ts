import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../../support/findFreePort.ts';
import { startTestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** What is logged of the source at a port, once two clients were told that there are no events. */
async function loggedOf(
  port: number,
  upstream: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const url = `http://127.0.0.1:${port}/graphql`;
  const upstreams = { feed: { ...upstream, url } };
  const gateway = await startTestGateway({ feed: new Feed(), names }, { subscriptions: { upstreams } });
  onTestFinished(() => gateway.close());
  for (const accept of ['text/event-stream', 'text/event-stream'])
    await (
      await fetch(`${gateway.url}/graphql/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: TICKS }),
      })
    ).text();
  expect(gateway.log()).not.toContain(String(port));
  return gateway.log().match(/feed tells of[^"]*/g) ?? [];
}

const BROKE_OFF = 'feed tells of no events: The stream of feed broke off';

it.each([['sse'], ['websocket']])(
  'a source over %s that is away is named in the log, once',
  async (transport) => {
    expect(await loggedOf(await findFreePort(), { transport })).toEqual([`${BROKE_OFF} (ECONNREFUSED)`]);
  },
);

it('so is one before which a server says that it is away', async () => {
  const port = await serve((_, response) => void response.writeHead(503).end('secret page'));

  expect(await loggedOf(port, { transport: 'sse' })).toEqual([`${BROKE_OFF} (HTTP 503)`]);
});

it('so is one that answers with a page', async () => {
  const port = await serve((_, response) => void response.writeHead(404).end('secret page'));

  expect(await loggedOf(port, { transport: 'sse' })).toEqual([
    'feed tells of no events: The answer of feed is no JSON (HTTP 404)',
  ]);
});
