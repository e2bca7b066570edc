import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from '../../support/replaceFile.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer, type TestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';
import { readEvents } from './support/readEvents.ts';

let folder: string;
let gateway: TestGateway;
let feed: Feed;
let old: TestIssuer;
let young: TestIssuer;
const sockets: RawSocket[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-keys-'));
  // Of one name, as an issuer may do it: only the key itself tells them apart.
  [old, young] = [await createTestIssuer(), await createTestIssuer()];
  await publish(old);
  feed = new Feed();
  gateway = await startTestGateway(
    { feed, names },
    {
      issuers: [{ issuer: old.issuer, audience: 'tongban', jwksFile: join(folder, 'keys.json') }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
    },
  );
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.drop();
  await gateway.close();
  await rm(folder, { recursive: true });
});

async function publish(...issuers: TestIssuer[]): Promise<void> {
  const file = join(folder, 'keys.json');
  await replaceFile(file, JSON.stringify({ keys: issuers.map(({ publicKey }) => publicKey) }));
}

async function subscribe(issuer: TestIssuer): Promise<RawSocket> {
  const socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  sockets.push(socket);
  await socket.init({ authorization: `Bearer ${await issuer.token()}` });
  socket.send({ type: 'subscribe', id: '1', payload: { query: TICKS } });
  return socket;
}

const listen = async (issuer: TestIssuer) =>
  readEvents(
    await gateway.get('/graphql/stream', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await issuer.token()}`,
      },
      body: JSON.stringify({ query: TICKS }),
    }),
  );

const isAccepted = async (issuer: TestIssuer) =>
  (await gateway.post({ query: '{ me { name } }' }, { authorization: `Bearer ${await issuer.token()}` }))
    .status === 200;

it('a key that its issuer takes back vouches for nobody any more, on connections that are open either', async () => {
  const [socket, streamed] = [await subscribe(old), await listen(old)];
  await publish(old, young);
  await expect.poll(() => isAccepted(young), { timeout: 10_000 }).toBe(true);
  const kept = await subscribe(young);
  await expect.poll(() => feed.open).toBe(3);
  feed.tick();
  for (const { messages } of [socket, kept])
    await expect.poll(() => messages.at(-1)).toEqual({ type: 'next', id: '1', payload: tick(1) });
  await publish(young);

  expect(await socket.closed).toEqual({ code: 4403, reason: 'Token expired' });
  expect(await streamed.ended).toBe('whole');
  expect(streamed.events().slice(-2)).toMatchObject([
    { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
    { event: 'complete' },
  ]);
  await expect.poll(() => feed.open).toBe(1);
  feed.tick();
  await expect.poll(() => kept.messages.at(-1)).toEqual({ type: 'next', id: '1', payload: tick(2) });
});
