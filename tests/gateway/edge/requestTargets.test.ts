import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(world);
});
afterAll(() => gateway.close());

const body = JSON.stringify({ query: '{ me { name } }' });
/** As java.net.http offers HTTP/2 by default. */
const OFFER =
  'connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAEAAEAAAAIAAAABAAMAAABk\r\n';
const post = (target: string, more: string) =>
  `POST ${target} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${more}\r\n`;

/** Sends texts on one connection, each once something has come for the one before; all that came. */
async function exchange(...texts: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  let came = '';
  for (const [index, text] of texts.entries()) {
    socket.write(text);
    if (index === texts.length - 1) break;
    const [chunk] = await new Promise<[Buffer]>((resolve) => socket.once('data', (data) => resolve([data])));
    came += chunk.toString();
  }
  for await (const chunk of socket) came += chunk;
  return came;
}

const statuses = (answers: string) => [...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);

it('answers a request that offers another protocol by the one it came in, and goes on with the connection', async () => {
  const answers = await exchange(
    `${post('/graphql', OFFER)}${body}`,
    `${post('/graphql', OFFER)}${body}`,
    `${post('/graphql', 'connection: close\r\n')}${body}`,
  );

  expect(statuses(answers)).toEqual(['200', '200', '200']);
  expect(answers.match(/Ada/g)).toHaveLength(3);
});

it('waits for a body that comes after its headers were put back', async () => {
  const answers = await exchange(
    post('/graphql', `${OFFER}expect: 100-continue\r\n`),
    `${body}GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
  );

  expect(statuses(answers)).toEqual(['100', '200', '200']);
  expect(answers).toContain('Ada');
});

it.each(['/ready', '/health', '/playground'])('answers %s to who offers another protocol', async (path) => {
  const answers = await exchange(
    `GET ${path} HTTP/1.1\r\nhost: a\r\n${OFFER}\r\nGET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
  );

  expect(statuses(answers)).toEqual(['200', '200']);
});

it.each([
  ['http://portal.example/graphql', '200'],
  ['HTTP://127.0.0.1:1/graphql?x=1', '200'],
  // The root leads to the playground.
  ['http://portal.example', '302'],
  ['http://portal.example/nothing', '404'],
])('takes the address of a proxy for its path: %s is %s', async (target, status) => {
  const answers = await exchange(`${post(target, 'connection: close\r\n')}${body}`);

  expect(statuses(answers)).toEqual([status]);
});

it('takes no body for a request of its own, however many headers stand before its length', async () => {
  const inner = 'GET /ready HTTP/1.1\r\nhost: a\r\n\r\n';
  const outer = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${OFFER}${'a: 1\r\n'.repeat(1_100)}`;
  const answers = await exchange(
    `${outer}content-length: ${inner.length}\r\n\r\n${inner}GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
  );

  expect(statuses(answers)).toEqual(['400', '200']);
  expect(answers).toContain('The body is not JSON');
  expect(answers).toContain('{"status":"alive"}');
});

it('knows a caller by a header that stands behind many others', async () => {
  const answers = await exchange(
    `GET /health HTTP/1.1\r\n${'a: 1\r\n'.repeat(1_100)}host: a\r\nx-request-id: last\r\nconnection: close\r\n\r\n`,
  );

  expect(statuses(answers)).toEqual(['200']);
  expect(answers).toContain('x-request-id: last');
});

it('answers requests that offer another protocol one after another, whether their client waits or not', async () => {
  const offer = `${post('/graphql', OFFER)}${body}`;
  const plain = `${post('/graphql', '')}${body}`;
  const last = `${post('/graphql', 'connection: close\r\n')}${body}`;
  const answers = await exchange(`${plain}${offer.repeat(20)}${plain}${offer}${last}`);

  expect(statuses(answers)).toEqual(Array(24).fill('200'));
});

it('opens a WebSocket once what was asked before on its connection is answered', async () => {
  const upgrade = [
    'GET /graphql HTTP/1.1',
    'host: a',
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-protocol: another',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const answers = await exchange(`${post('/graphql', '')}${body}${upgrade.join('\r\n')}\r\n\r\n`);

  expect(statuses(answers)).toEqual(['200', '101']);
});
