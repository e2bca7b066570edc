import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import type { TransportLimits } from '../../../adapters/transport/transportLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { eventually } from '../../support/eventually.ts';
import { startHttpServer } from './startHttpServer.ts';
import { startTcpServer } from './startTcpServer.ts';

const HUNAN = parseDivisionCode('430000');
const PATIENT = new AbortController().signal;
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n';

function clientOf(url: string, limits: Partial<TransportLimits> = {}): HttpClient {
  return new HttpClient({ jurisdiction: HUNAN, baseUrl: url, limits });
}

function ask(client: HttpClient, signal: AbortSignal = PATIENT, path = '/query') {
  return client.post({ path, body: 'x', accept: 'text/plain' }, signal);
}

/** What an exchange fails with, as its caller sees it. */
async function failure(exchange: Promise<unknown>): Promise<TongbanError> {
  const error: unknown = await exchange.then(() => 'no failure').catch((reason: unknown) => reason);
  if (error instanceof TongbanError) return error;
  throw new Error('not a TongbanError', { cause: error });
}

async function failureOf(listener: RequestListener, limits: Partial<TransportLimits> = {}) {
  await using server = await startHttpServer(listener);
  const client = clientOf(server.url, limits);
  try {
    return await failure(ask(client));
  } finally {
    await client.close();
  }
}

it.each(['tcp://127.0.0.1:1', 'postgres://u:secret@127.0.0.1/d', 'file:///tmp/drop'])('refuses %s', (url) => {
  expect(() => clientOf(url)).toThrow(new TypeError('url: must be an http or https URL'));
});

describe('an exchange that works', () => {
  it('sends body and headers to the path below the base URL and gives back bytes', async () => {
    const seen: unknown[] = [];
    await using server = await startHttpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { accept, 'accept-encoding': encoding, 'x-rid': rid } = request.headers;
      seen.push(request.method, request.url, accept, encoding, rid, Buffer.concat(chunks).toString('hex'));
      response.setHeader('x-answer', '1').end(Buffer.from('c4d0', 'hex'));
    });
    const client = clientOf(`${server.url}/gateway/`);

    const answer = await client.post(
      { path: '/q?v=1', body: Buffer.from('c5ae', 'hex'), headers: { 'x-rid': 'r' }, accept: 'text/xml' },
      PATIENT,
    );
    await client.close();

    expect(seen).toEqual(['POST', '/gateway/q?v=1', 'text/xml', 'identity', 'r', 'c5ae']);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-answer']).toBe('1');
    expect(answer.bytes.toString('hex')).toBe('c4d0');
  });

  it.each(['/../x', 'x', '@evil.example/x', '/%2e%2e/x'])('keeps to its base URL: %s', async (path) => {
    const client = clientOf('http://127.0.0.1:9/gateway');

    await expect(ask(client, PATIENT, path)).rejects.toThrow(RangeError);
    await client.close();
  });

  it('refuses a header that would begin another one', async () => {
    const client = clientOf('http://127.0.0.1:9');
    const request = { path: '/', body: '', headers: { 'x-name': 'a\r\nx-admin: 1' }, accept: '*/*' };

    const error = await failure(client.post(request, PATIENT));
    await client.close();

    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    expect(error.message).not.toContain('admin');
  });
});

describe('statuses', () => {
  it.each([
    [302, 'JURISDICTION_BAD_RESPONSE', false],
    [401, 'JURISDICTION_BAD_RESPONSE', false],
    [404, 'JURISDICTION_BAD_RESPONSE', false],
    [429, 'JURISDICTION_BUSY', true],
    [500, 'JURISDICTION_UNAVAILABLE', true],
    [502, 'JURISDICTION_UNAVAILABLE', true],
    [503, 'JURISDICTION_BUSY', true],
  ])('%i is %s', async (status, code, retryable) => {
    const error = await failureOf((_request, response) => {
      response
        .writeHead(status, { location: 'http://127.0.0.1:9/elsewhere', 'retry-after': '7' })
        .end('page');
    });

    expect({ code: error.code, retryable: error.retryable, upstream: error.upstreamCode }).toEqual({
      code,
      retryable,
      upstream: `HTTP ${status}`,
    });
    expect(error.retryAfter).toBe(code === 'JURISDICTION_BUSY' ? 7 : undefined);
    expect(error.jurisdiction).toBe('430000');
  });

  it('uses the connection of a refusal again', async () => {
    const ports = new Set<number | undefined>();
    await using server = await startHttpServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(503).end('later');
    });
    const client = clientOf(server.url, { connections: 1 });

    for (let call = 0; call < 3; call += 1) await failure(ask(client));
    await client.close();

    expect(ports.size).toBe(1);
  });
});

describe('answers that break the contract', () => {
  it('refuses a compressed answer', async () => {
    const error = await failureOf((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync('{}').subarray(0, 12));
    });

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
  });

  it('refuses by its declared length alone what is too long', async () => {
    const closed = vi.fn();
    await using server = await startTcpServer((socket) => {
      socket.on('close', closed);
      socket.write(`${HEAD}content-length: 200000000\r\n\r\n`);
    });
    const client = clientOf(server.url, { maxBytes: 1_000 });

    const error = await failure(ask(client));

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
    await eventually(() => expect(closed).toHaveBeenCalled());
    await client.close();
  });

  it('reads no further than the cap of 200 MB without a length, and frees the socket', async () => {
    let written = 0;
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const closed = vi.fn();
    await using server = await startTcpServer(async (socket) => {
      socket.on('close', closed);
      socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
      while (written < 200 && !socket.destroyed) {
        written += 1;
        const flowing = socket.write(
          Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]),
        );
        if (!flowing) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
      }
    });
    const client = clientOf(server.url);
    const before = process.memoryUsage().rss;

    const error = await failure(ask(client));
    const grown = process.memoryUsage().rss - before;

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
    await eventually(() => expect(closed).toHaveBeenCalled());
    await client.close();
    expect(written).toBeLessThan(40);
    expect(grown).toBeLessThan(120 * 1024 * 1024);
  });

  it.each([
    ['no HTTP', 'hello 测试姓名\r\n\r\n'],
    ['headers without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}`],
  ])('refuses %s', async (_case, text) => {
    await using server = await startTcpServer((socket) => socket.end(text));
    const client = clientOf(server.url);

    const error = await failure(ask(client));
    await client.close();

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
    expect(inspect(error)).not.toContain('测试姓名');
  });
});

describe('lost peers', () => {
  it('knows that a refused connection carried nothing', async () => {
    const server = await startTcpServer(() => undefined);
    await server[Symbol.asyncDispose]();
    const client = clientOf(server.url);

    const error = await failure(ask(client));
    await client.close();

    expect(error.code).toBe('JURISDICTION_UNAVAILABLE');
    expect(isNotSent(error)).toBe(true);
    expect(error.message).not.toContain('127.0.0.1');
  });

  it('knows a name that does not resolve', async () => {
    const client = clientOf('http://nowhere.invalid');

    const error = await failure(ask(client));
    await client.close();

    expect(error.code).toBe('JURISDICTION_UNAVAILABLE');
    expect(isNotSent(error)).toBe(true);
  });

  it.each([
    ['before a byte', ''],
    ['in the headers', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['in a body of known length', `${HEAD}content-length: 100\r\n\r\nabc`],
    ['in a last chunk', `${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n10\r\nabc`],
    ['in a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\n10\r\nabc`],
  ])('tells a connection closed %s from an answer', async (_case, text) => {
    await using server = await startTcpServer((socket) => socket.end(text));
    const client = clientOf(server.url);

    const error = await failure(ask(client));
    await client.close();

    expect(error.code).toBe('JURISDICTION_UNAVAILABLE');
    expect(isNotSent(error)).toBe(false);
  });

  it('tells a reset in the body from an answer', async () => {
    await using server = await startTcpServer((socket) => {
      socket.write(`${HEAD}content-length: 100\r\n\r\nabc`, () => socket.resetAndDestroy());
    });
    const client = clientOf(server.url);

    const error = await failure(ask(client));
    await client.close();

    expect(error.code).toBe('JURISDICTION_UNAVAILABLE');
    expect(isNotSent(error)).toBe(false);
  });

  it('fails calls in flight when it is closed', async () => {
    await using server = await startTcpServer(() => undefined);
    const client = clientOf(server.url);
    const waiting = failure(ask(client));
    await eventually(() => expect(server.open.size).toBe(1));

    await client.close();

    expect((await waiting).code).toBe('JURISDICTION_UNAVAILABLE');
  });
});
