import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { findFreePort } from '../../support/findFreePort.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const ANSWER = '{"data":{"a":1}}';
const WHOLE = `${HEAD}content-length: ${ANSWER.length}\r\n\r\n${ANSWER}`;

/** @returns the port of an endpoint that does this with every request. */
async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** What a call to a port comes to, and what the operator is told. */
async function call(port: number) {
  const told: string[] = [];
  const client = new HttpUpstreamClient({ onFault: (_, __, fault) => told.push(fault) });
  onTestFinished(() => client.close());
  const context = createTestContext();
  const request = { service: 'funds', jurisdiction: null, operation: 'root', query: '{a}', variables: {} };
  const url = `http://127.0.0.1:${port}/graphql`;
  let error: unknown;
  const result = await client
    .send({ ...request, operation: 'root', operationName: undefined, url }, context, context.signal)
    .catch((failure: Error & { code?: string }) => {
      error = failure;
      return `${failure.code}: ${failure.message}`;
    });
  return { result, told, error };
}

async function ask(port: number) {
  const { result, told } = await call(port);
  return { result, told };
}

const checks = 'its address, its port, or whether it speaks TLS';

it('an endpoint where nobody listens cannot be reached', async () => {
  expect(await ask(await findFreePort())).toEqual({
    result: 'JURISDICTION_UNAVAILABLE: funds cannot be reached',
    told: [`cannot be reached (ECONNREFUSED): ${checks}`],
  });
});

it.each([
  ['length', `content-length: 100\r\n\r\n{"data"`],
  ['chunks', `transfer-encoding: chunked\r\n\r\n7\r\n{"data"\r\n`],
])('one that breaks off within an answer with %s was reached', async (_, rest) => {
  const port = await listen((socket) => socket.end(HEAD + rest));

  expect(await ask(port)).toEqual({
    result: 'JURISDICTION_UNAVAILABLE: The answer of funds broke off',
    told: [expect.stringMatching(/^breaks off within its answers \([A-Z_]+\): /)],
  });
});

it('one that resets the connection within an answer was reached', async () => {
  const port = await listen((socket) => {
    socket.write(`${HEAD}content-length: 100\r\n\r\n{"data"`);
    setImmediate(() => socket.resetAndDestroy());
  });

  const { told } = await ask(port);

  expect(told).toEqual([expect.stringMatching(/^breaks off within its answers \([A-Z_]+\): /)]);
});

it('one that takes connections and closes them says nothing', async () => {
  const port = await listen((socket) => socket.end());

  expect(await ask(port)).toEqual({
    result: 'JURISDICTION_UNAVAILABLE: funds cannot be reached',
    told: ['closes connections before it answers (UND_ERR_SOCKET): its port, or whether it speaks TLS'],
  });
});

it('one that answers with what is no HTTP is not there where it is asked', async () => {
  const port = await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));

  const { told } = await ask(port);

  expect(told).toEqual(['answers with what is no HTTP: its port, or whether it speaks TLS']);
});

it.each([
  ['UND_ERR_HEADERS_OVERFLOW', `${HEAD}x: ${'y'.repeat(100_000)}\r\n\r\n`],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\n{}   `],
])('one whose answer does not hold to HTTP was reached: %s', async (code, text) => {
  const port = await listen((socket) => socket.end(text));

  const { told } = await ask(port);

  expect(told).toEqual([
    `answers with what does not hold to HTTP (${code}): its headers, or what stands before it`,
  ]);
});

it.each([
  ['in place of its head', '{"name":"张三"}\r\n\r\n'],
  ['in its length', `${HEAD}content-length: 张三\r\n\r\n`],
  ['within its body', `${HEAD}transfer-encoding: chunked\r\n\r\n张三\r\n`],
])('nothing that was answered stays in the error, where it is no HTTP %s', async (_, text) => {
  const port = await listen((socket) => socket.end(text));

  const { error } = await call(port);

  expect(error).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('张三');
});

it('hints before an answer are nothing to the call', async () => {
  const port = await listen((socket) => socket.end(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${WHOLE}`));

  expect(await ask(port)).toEqual({ result: { data: { a: 1 } }, told: [] });
});

it.each([
  ['in one piece with the answer', `HTTP/1.1 100 Continue\r\n\r\n${WHOLE}`, ''],
  ['before it', 'HTTP/1.1 100 Continue\r\nserver: old\r\n\r\n', WHOLE],
  ['twice', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n', WHOLE],
])('a 100 Continue that nobody asked for is nothing to the call, %s', async (_, first, rest) => {
  const port = await listen((socket) => {
    socket.setNoDelay().write(first, () => setImmediate(() => socket.end(rest)));
  });

  expect(await ask(port)).toEqual({ result: { data: { a: 1 } }, told: [] });
});

it('one whose answer is too large is told of, with the setting that says so', async () => {
  const port = await listen((socket) => socket.end(`${HEAD}content-length: 10000000\r\n\r\n{"data"`));

  expect(await ask(port)).toEqual({
    result: 'JURISDICTION_BAD_RESPONSE: The answer of funds is too large',
    told: ['has an answer refused: it is larger than upstreams.answerBytes'],
  });
});
