import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Feed } from '../live/support/Feed.ts';
import { names } from '../live/support/names.ts';
import { RawSocket } from '../live/support/RawSocket.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';

const HANDSHAKE =
  'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

let gateway: TestGateway;
const faults: unknown[] = [];
const onFault = (error: unknown) => void faults.push(error);

beforeEach(async () => {
  process.on('uncaughtException', onFault);
  gateway = await startTestGateway({ feed: new Feed(), names }, { subscriptions: { connections: 1 } });
});
afterEach(async () => {
  process.off('uncaughtException', onFault);
  faults.length = 0;
  await gateway.close();
});

/** Keeps its own half open, whatever is answered. */
function send(text: string): Socket {
  const socket = connect({ port: Number(new URL(gateway.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

const ask = (path: string, headers = '') =>
  send(`GET ${path} HTTP/1.1\r\nhost: x\r\n${headers}${HANDSHAKE}\r\n`);

const statusOf = async (socket: Socket): Promise<string> => {
  const [bytes] = await once(socket, 'data');
  return String(bytes).split(' ', 2)[1] ?? '';
};

describe('a request to change the protocol', () => {
  it.each([
    ['at another path', '/other', '', '404'],
    ['of a foreign page', '/graphql', 'origin: https://elsewhere.example\r\n', '403'],
    ['that is no handshake', '/graphql', 'sec-websocket-protocol: ,\r\n', '400'],
  ])('%s harms nobody when its client resets the connection', async (_, path, headers, status) => {
    for (let round = 0; round < 3; round++) {
      const socket = ask(path, headers);
      expect(await statusOf(socket)).toBe(status);
      socket.resetAndDestroy();
      await once(socket, 'close');
      await fetch(`${gateway.url}/health`);
    }
    const silent = ask(path, headers);
    await once(silent, 'connect');
    silent.resetAndDestroy();

    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    expect(faults).toEqual([]);
  });

  it('is closed once it is refused, though its client keeps its half open', async () => {
    const refused = [ask('/other'), ask('/graphql', 'origin: https://elsewhere.example\r\n')];
    expect(await Promise.all(refused.map(statusOf))).toEqual(['404', '403']);
    const live = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
    const late = ask('/graphql');
    expect(await statusOf(late)).toBe('503');
    live.drop();
    const beganAt = performance.now();
    await gateway.stop();

    expect(performance.now() - beganAt).toBeLessThan(5_000);
    for (const socket of [...refused, late]) socket.destroy();
  });
});

it('closes what is no HTTP, though its client keeps its half open', async () => {
  const socket = send('nonsense\r\n\r\n');
  expect(await statusOf(socket)).toBe('400');
  const beganAt = performance.now();
  await gateway.stop();

  expect(performance.now() - beganAt).toBeLessThan(5_000);
  socket.destroy();
});
