import { afterEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';
import { readEvents } from './support/readEvents.ts';

const RENAME = 'mutation { rename(name: "Bo") }';

let gateway: TestGateway;
const sockets: RawSocket[] = [];
let release: () => void = () => undefined;

afterEach(async () => {
  release();
  for (const socket of sockets.splice(0)) socket.drop();
  await gateway.close();
});

const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });

it('a mutation that is under way when the token expires is answered, over both ways; of events nothing more is told', async () => {
  const feed = new Feed();
  const issuer = await createTestIssuer();
  let asked = 0;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const rename = async (_: unknown, { name }: { name: string }) => {
    asked++;
    await released;
    return name;
  };
  gateway = await startTestGateway(
    { feed, names: { ...names, resolvers: { ...names.resolvers, Mutation: { rename } } } },
    {
      issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      // Time enough for machines that are busy.
      deadlines: { requestMs: 20_000 },
    },
  );
  const authorization = `Bearer ${await issuer.token({ exp: Math.floor(Date.now() / 1_000) + 3 })}`;
  const open = async () => {
    const opened = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
    sockets.push(opened);
    await opened.init({ authorization });
    return opened;
  };
  const socket = await open();
  socket.send(subscribe('1', TICKS), subscribe('2', RENAME));
  const streamed = readEvents(
    await gateway.get('/graphql/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization },
      body: JSON.stringify({ query: RENAME }),
    }),
  );
  await expect.poll(() => [asked, feed.open]).toEqual([2, 1]);
  feed.tick();
  await expect.poll(() => socket.messages.at(-1)).toEqual({ type: 'next', id: '1', payload: tick(1) });
  // The clock that all clients share comes to the last one after all others.
  const idle = await open();
  expect(await idle.closed).toEqual({ code: 4403, reason: 'Token expired' });
  feed.tick();
  await expect.poll(() => feed.open).toBe(0);
  release();

  expect(await streamed.ended).toBe('whole');
  expect(streamed.events()).toMatchObject([
    { event: 'next', data: { data: { rename: 'Bo' } } },
    { event: 'complete' },
  ]);
  expect(await socket.closed).toEqual({ code: 4403, reason: 'Token expired' });
  expect(socket.messages).toEqual([
    { type: 'connection_ack' },
    { type: 'next', id: '1', payload: tick(1) },
    { type: 'next', id: '2', payload: { data: { rename: 'Bo' } } },
    { type: 'complete', id: '2' },
  ]);
});
