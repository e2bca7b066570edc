import { afterEach, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';

const RENAME = 'mutation { rename(name: "Bo") }';

let gateway: TestGateway;
let feed: Feed;
let socket: RawSocket;

afterEach(async () => {
  socket.drop();
  await gateway.close();
});

async function start(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  feed = new Feed();
  gateway = await startTestGateway({ feed, names }, settings);
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
}

const subscribe = (id: string, query = TICKS, variables = {}) => ({
  type: 'subscribe',
  id,
  payload: { query, variables },
});
const complete = (id: string) => ({ type: 'complete', id });
const opened = (count: number) => expect.poll(() => feed.open, { timeout: 10_000 }).toBe(count);

describe('an id that is used again while its first use is being begun', () => {
  async function reuse(settings = {}): Promise<void> {
    await start(settings);
    await socket.init();
    socket.send(subscribe('a'), complete('a'), subscribe('a'));
    await opened(1);
    // Whatever the first use still had to do is done once this is answered.
    socket.send(subscribe('b', '{ me { name } }'));
    await expect.poll(() => JSON.stringify(socket.messages)).toContain('"id":"b","type":"complete"');
  }

  it('is told of its second use alone, and ends it', async () => {
    await reuse();
    feed.tick();
    await expect.poll(() => socket.messages.at(-1)).toEqual({ type: 'next', id: 'a', payload: tick(1) });
    socket.send(complete('a'));

    await opened(0);
    expect(socket.messages.filter((message) => JSON.stringify(message).includes('"a"'))).toHaveLength(1);
  });

  it('ends with its socket', async () => {
    await reuse();
    socket.drop();

    await opened(0);
  });

  it('counts', async () => {
    await reuse({ subscriptions: { perConnection: 3 } });
    socket.send(subscribe('c'), subscribe('d'));
    await opened(3);
    socket.send(subscribe('e'));

    await expect
      .poll(() => socket.messages.at(-1))
      .toMatchObject({ type: 'error', id: 'e', payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
  });
});

describe('on a socket that is closing', () => {
  const mutations = () =>
    (gateway.subgraphs['names']?.requests ?? []).filter(({ query }) => query.includes('rename'));

  it('nothing is begun, and what runs ends', async () => {
    await start();
    await socket.init();
    socket.send(subscribe('1'));
    await opened(1);
    socket.send({ type: 'connection_init' }, subscribe('2', RENAME));

    expect((await socket.closed).code).toBe(4429);
    await opened(0);
    expect(await (await gateway.post({ query: '{ me { name } }' })).json()).toHaveProperty('data');
    expect(mutations()).toEqual([]);
  });

  it('as at once when its token has expired', async () => {
    const issuer = await createTestIssuer();
    // The clock that all clients share ticks in the middle of a second; tokens expire at the end of one.
    await expect.poll(() => Math.abs((Date.now() % 1_000) - 400), { interval: 20 }).toBeLessThan(100);
    await start({
      issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
    });
    const exp = Math.floor(Date.now() / 1_000) + 2;
    await socket.init({ authorization: `Bearer ${await issuer.token({ exp })}` });
    await expect.poll(() => Date.now(), { interval: 5 }).toBeGreaterThanOrEqual(exp * 1_000);
    socket.send(subscribe('1', RENAME), subscribe('2', RENAME));

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Token expired' });
    expect(await (await gateway.post({ query: '{ me { name } }' })).json()).toHaveProperty('data');
    expect(mutations()).toEqual([]);
  });
});
