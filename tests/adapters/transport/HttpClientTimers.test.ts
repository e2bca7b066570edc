import { once } from 'node:events';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import type { TransportLimits } from '../../../adapters/transport/transportLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { eventually } from '../../support/eventually.ts';
import { startTcpServer, type TcpServer } from './startTcpServer.ts';

const HEAD = 'HTTP/1.1 200 OK\r\n';
const LONG = { connectMs: 20_000, headersMs: 20_000, idleMs: 20_000, totalMs: 20_000 };

/** Asks a server under limits of which all but the given ones are long; gives the failure and when it came. */
async function failAt(url: string, limits: Partial<TransportLimits>, signal = new AbortController().signal) {
  const client = new HttpClient({
    jurisdiction: parseDivisionCode('43'),
    baseUrl: url,
    limits: { ...LONG, ...limits },
  });
  const startedAt = performance.now();
  const error: unknown = await client
    .post({ path: '/', body: '', accept: '*/*' }, signal)
    .catch((reason: unknown) => reason);
  const afterMs = performance.now() - startedAt;
  await client.close();
  if (!(error instanceof TongbanError)) throw new Error('not a TongbanError', { cause: error });
  return { error, afterMs };
}

async function allClosed(server: TcpServer): Promise<void> {
  await eventually(() => expect(server.open.size).toBe(0));
}

/** Writes a piece every few milliseconds until the socket is gone. */
function trickle(socket: Socket, piece: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
}

describe('timers of an exchange', () => {
  it('ends silence before the headers', async () => {
    await using server = await startTcpServer(() => undefined);

    const { error, afterMs } = await failAt(server.url, { headersMs: 80 });

    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    expect(error.retryable).toBe(true);
    expect(isNotSent(error)).toBe(false);
    expect(afterMs).toBeGreaterThan(70);
    expect(afterMs).toBeLessThan(10_000);
    await allClosed(server);
  });

  it('ends headers that come a byte at a time', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}x-slow: `);
      trickle(socket, 'y', 10);
    });

    const { error, afterMs } = await failAt(server.url, { headersMs: 100, idleMs: 50 });

    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    expect(afterMs).toBeLessThan(10_000);
    await allClosed(server);
  });

  it('ends silence after the headers', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}content-length: 10\r\n\r\nab`);
    });

    const { error, afterMs } = await failAt(server.url, { idleMs: 80 });

    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    expect(afterMs).toBeLessThan(10_000);
    await allClosed(server);
  });

  it('ends a body that comes a byte at a time, which is never idle', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}content-length: 1000000\r\n\r\n`);
      trickle(socket, 'z', 10);
    });

    const { error, afterMs } = await failAt(server.url, { idleMs: 500, totalMs: 1_000 });

    expect(error.message).toContain('finish');
    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    expect(afterMs).toBeGreaterThan(980);
    expect(afterMs).toBeLessThan(10_000);
    await allClosed(server);
  });

  it('ends chunks without end', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
      trickle(socket, '1\r\nz\r\n', 5);
    });

    const { error } = await failAt(server.url, { totalMs: 200 });

    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    await allClosed(server);
  });

  it('says at once what a refusal with an endless body is, not that it is late', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write('HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n');
      trickle(socket, '1\r\nz\r\n', 5);
    });

    const { error } = await failAt(server.url, { totalMs: 200 });

    expect(error.code).toBe('JURISDICTION_BUSY');
    await allClosed(server);
  });

  it('ends a connection that nobody takes', async () => {
    await using deaf = await startDeafServer();

    const { error, afterMs } = await failAt(deaf.url, { connectMs: 100 });

    expect(error.code).toBe('JURISDICTION_TIMEOUT');
    expect(isNotSent(error)).toBe(true);
    expect(afterMs).toBeLessThan(10_000);
  });

  it('does not let a connection that nobody takes outlast the caller', async () => {
    await using deaf = await startDeafServer();

    const { error, afterMs } = await failAt(deaf.url, {}, AbortSignal.timeout(80));

    expect(error.code).toBe('DEADLINE_EXCEEDED');
    expect(afterMs).toBeLessThan(10_000);
  });
});

describe("the caller's signal", () => {
  it('cuts every timer short', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}content-length: 10\r\n\r\nab`);
    });

    const { error, afterMs } = await failAt(server.url, {}, AbortSignal.timeout(80));

    expect(error.code).toBe('DEADLINE_EXCEEDED');
    expect(afterMs).toBeLessThan(10_000);
    await allClosed(server);
  });

  it('gives its own reason where that is one of ours', async () => {
    await using server = await startTcpServer(() => undefined);
    const caller = new AbortController();
    const reason = new TongbanError('CONSENT_REQUIRED', 'consent was withdrawn');
    const failing = failAt(server.url, {}, caller.signal);
    await eventually(() => expect(server.open.size).toBe(1));

    caller.abort(reason);

    expect((await failing).error).toBe(reason);
    await allClosed(server);
  });

  it('sends nothing when it has fired before', async () => {
    await using server = await startTcpServer(() => undefined);

    const { error } = await failAt(server.url, {}, AbortSignal.abort());

    expect(error.code).toBe('DEADLINE_EXCEEDED');
    expect(server.open.size).toBe(0);
  });
});

/**
 * A port whose kernel queue is full: its thread listens and then blocks, so that no further handshake is answered.
 */
async function startDeafServer() {
  const worker = new Worker(
    `const { createServer } = require('node:net');
     const { parentPort } = require('node:worker_threads');
     const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  const [port] = await once(worker, 'message');
  const fillers = Array.from({ length: 8 }, () =>
    new Socket().on('error', () => undefined).connect(port, '127.0.0.1'),
  );
  await eventually(() => expect(fillers.filter(({ connecting }) => !connecting).length).toBeGreaterThan(1));
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
