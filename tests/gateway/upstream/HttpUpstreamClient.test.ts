import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import type { UpstreamOutcome } from '../../../gateway/metrics/UpstreamObserver.ts';
import { upstreamSettings } from '../../../gateway/upstream/govern/upstreamSettings.ts';
import {
  HttpUpstreamClient,
  type HttpUpstreamClientOptions,
} from '../../../gateway/upstream/HttpUpstreamClient.ts';
import type { UpstreamRequest } from '../../../gateway/upstream/UpstreamClient.ts';
import { failure } from './support/failure.ts';
import { json } from './support/json.ts';

let server: Server;
let client: HttpUpstreamClient;
afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

interface Call extends Partial<UpstreamRequest> {
  readonly context?: Partial<GatewayRequestContext>;
  readonly signal?: AbortSignal;
}

/** Starts a server and a client; the function sends one request. */
async function connect(listener: RequestListener, options: HttpUpstreamClientOptions = {}) {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = new HttpUpstreamClient(options);
  return ({ context, signal = new AbortController().signal, ...request }: Call = {}) =>
    client.send(
      {
        service: 'funds',
        jurisdiction: '43',
        url: `http://127.0.0.1:${port}/graphql?x=1`,
        operation: 'entities',
        query: 'query{a}',
        operationName: undefined,
        variables: { v: '张' },
        ...request,
      },
      {
        requestId: 'r-1',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        caller: null,
        signal,
        deadlineAt: performance.now() + 20_000,
        language: 'en',
        ...context,
      },
      signal,
    );
}

describe('a call', () => {
  it('carries operation, trace and the context signed for this endpoint', async () => {
    let seen: { headers: IncomingMessage['headers']; body: unknown; url: string | undefined } | undefined;
    const send = await connect(
      async (request, response) => {
        seen = { headers: request.headers, url: request.url, body: JSON.parse(await text(request)) };
        json(response, '{"data":{"a":"字"}}');
      },
      { signContext: (audience, { requestId }) => `signed ${audience} ${requestId}` },
    );

    expect(await send()).toEqual({ data: { a: '字' } });
    expect(seen?.url).toBe('/graphql?x=1');
    expect(seen?.body).toEqual({ query: 'query{a}', variables: { v: '张' } });
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      'tongban-context': 'signed funds/43 r-1',
      'x-request-id': 'r-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
  });

  it('never lets a request id break out of its header', async () => {
    let headers: IncomingMessage['headers'] = {};
    const send = await connect((request, response) => {
      headers = request.headers;
      json(response, '{"data":{}}');
    });

    await send({ context: { requestId: 'a\r\nx-evil: 1' } });

    expect(headers['x-request-id']).toBeUndefined();
    expect(headers['x-evil']).toBeUndefined();
  });

  it('keeps sockets for later ones', async () => {
    const ports = new Set<number | undefined>();
    const send = await connect((request, response) => {
      ports.add(request.socket.remotePort);
      json(response, '{"data":{}}');
    });

    for (let count = 0; count < 20; count++) await send();

    // The next call may begin a moment before the last one's socket is free.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('accepts a GraphQL body under any status', async () => {
    const send = await connect((_, response) =>
      json(response, '{"errors":[{"message":"no","path":["a"]}]}', 500, {
        'content-type': 'application/graphql-response+json',
      }),
    );

    expect(await send()).toEqual({ errors: [{ message: 'no', path: ['a'] }] });
  });

  it.each(['null', '[]'])('whose answer says errors: %s has succeeded', async (errors) => {
    const outcomes: UpstreamOutcome[] = [];
    const send = await connect((_, response) => json(response, `{"data":{"a":1},"errors":${errors}}`), {
      observer: {
        onStart: () => {},
        onBreakers: () => {},
        onEnd: (_service, _jurisdiction, _operation, outcome) => void outcomes.push(outcome),
      },
    });

    expect((await send()).data).toEqual({ a: 1 });
    expect((await send({ jurisdiction: null })).data).toEqual({ a: 1 });
    expect(outcomes).toEqual(['ok', 'ok']);
  });
});

describe('a bad answer', () => {
  it.each([
    ['an error page', '<p>443322</p>', 502, 'text/html', true],
    ['a page that claims to be fine', 'hello', 200, 'text/plain', false],
    ['JSON that breaks off', '{"data":{"a":1', 200, 'application/json', false],
    ['JSON of another kind', '{"code":0}', 200, 'application/json', false],
    ['neither data nor errors', '{"data":null}', 200, 'application/json', false],
    ['data that is no object', '{"data":[1]}', 200, 'application/json', false],
    ['errors that are no errors', '{"data":{},"errors":[{"message":1}]}', 200, 'application/json', false],
    ['a redirect', '', 302, 'text/html', false],
  ])(
    '%s breaks the contract of a jurisdiction and is told without its text',
    async (_, body, status, type, retryable) => {
      const send = await connect((__, response) => {
        response
          .writeHead(status, { 'content-type': type, location: '/elsewhere', 'retry-after': '7' })
          .end(body);
      });

      const error = await failure(send());

      expect(error.toExtensions()).toEqual({
        code: 'JURISDICTION_BAD_RESPONSE',
        origin: 'JURISDICTION',
        retryable,
        ...(retryable && { retryAfter: 7 }),
      });
      expect(error.message).not.toMatch(/443322|127\.0\.0\.1|hello/);
      const plain = await failure(send({ jurisdiction: null }));
      expect(plain.code).toBe('JURISDICTION_UNAVAILABLE');
    },
  );

  it('asks nobody to wait for longer than a day', async () => {
    const send = await connect((_, response) => {
      response.writeHead(503, { 'retry-after': '99999999999' }).end();
    });

    expect((await failure(send())).retryAfter).toBe(86_400);
  });

  it('says when to come again by a date as well as by seconds', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const send = await connect((_, response) => {
      response.writeHead(503, { 'retry-after': inAnHour }).end();
    });

    const { retryAfter = 0 } = await failure(send());

    expect([retryAfter > 3_500, retryAfter <= 3_600]).toEqual([true, true]);
  });

  it('with bytes outside UTF-8 is BAD_ENCODING', async () => {
    const send = await connect((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        Buffer.concat([Buffer.from('{"data":{"a":"'), Buffer.from([0xd5, 0xc5]), Buffer.from('"}}')]),
      );
    });

    expect((await failure(send())).code).toBe('BAD_ENCODING');
  });

  it.each([
    // What is 路学 in GBK is ·ѧ in UTF-8.
    ['application/json; charset=gbk', [0xc2, 0xb7, 0xd1, 0xa7], 'BAD_ENCODING'],
    ['application/json;q=1; Charset="ISO-8859-1"', [0xe5, 0xbc, 0xa0], 'BAD_ENCODING'],
    ['application/json; charset=gbk', [0x61], 'a'],
    ['application/graphql-response+json;charset="UTF-8"', [0xe5, 0xbc, 0xa0], '张'],
    ['application/json; charset=utf8', [0xe5, 0xbc, 0xa0], '张'],
    ["application/json; charset='utf-8', application/json", [0xe5, 0xbc, 0xa0], '张'],
    ["application/json; charset='gbk', application/json", [0xe5, 0xbc, 0xa0], 'BAD_ENCODING'],
  ])('is read in no other charset than it is said to be in: %s, %j', async (type, bytes, expected) => {
    const send = await connect((_, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(Buffer.concat([Buffer.from('{"data":{"a":"'), Buffer.from(bytes), Buffer.from('"}}')]));
    });

    const told = await send().then(
      ({ data }) => data?.['a'],
      ({ code }) => code,
    );
    expect(told).toBe(expected);
  });

  it('that is too large is given up while it arrives', async () => {
    const send = await connect(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const write = () => {
          while (!response.destroyed && response.write('x'.repeat(4096)));
        };
        response.on('drain', write);
        write();
      },
      { settings: upstreamSettings.parse({ answerBytes: 10_000 }) },
    );

    expect((await failure(send())).message).toBe('The answer of funds is too large');
  });

  it('that says at once that it is too large is given up before it arrives', async () => {
    const send = await connect((_, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': 10_000_000 })
        .write('{');
    });

    const error = await failure(send());

    expect(error).toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      message: 'The answer of funds is too large',
      retryable: false,
    });
  });
});

describe('an endpoint that does not answer', () => {
  const silent: RequestListener = () => {};

  it('is a jurisdiction that is late, after its own limit', async () => {
    const send = await connect(silent, { jurisdictionTimeoutMs: 30 });

    expect((await failure(send())).code).toBe('JURISDICTION_TIMEOUT');
  });

  it('costs an ordinary subgraph what is left of the request', async () => {
    const send = await connect(silent, { jurisdictionTimeoutMs: 1 });

    const error = await failure(
      send({ jurisdiction: null, context: { deadlineAt: performance.now() + 40 } }),
    );

    expect(error.code).toBe('DEADLINE_EXCEEDED');
  });

  it('loses its socket when the request is aborted', async () => {
    let arrived: ((request: IncomingMessage) => void) | undefined;
    const reached = new Promise<IncomingMessage>((resolve) => {
      arrived = resolve;
    });
    const send = await connect((request) => arrived?.(request));
    const abort = new AbortController();

    const error = failure(send({ signal: abort.signal }));
    const { socket } = await reached;
    abort.abort();

    expect((await error).code).toBe('DEADLINE_EXCEEDED');
    if (!socket.closed) await once(socket, 'close');
  });

  it('is unavailable when nobody listens', async () => {
    const send = await connect(silent);
    server.close();
    await once(server, 'close');

    expect((await failure(send())).toExtensions()).toEqual({
      code: 'JURISDICTION_UNAVAILABLE',
      origin: 'NETWORK',
      retryable: true,
    });
  });
});

describe('a kept socket that the other side closes', () => {
  /** Answers the first request, then closes the connection as soon as the next arrives. */
  function closing() {
    let count = 0;
    return {
      seen: () => count,
      listener: ((request, response) => {
        count++;
        if (count === 2) request.socket.destroy();
        else json(response, `{"data":{"n":${count}}}`);
      }) satisfies RequestListener,
    };
  }

  it('is replaced for a read', async () => {
    const { listener } = closing();
    const send = await connect(listener);
    await send();

    expect(await send()).toEqual({ data: { n: 3 } });
  });

  it('is never written to twice with a mutation', async () => {
    const { listener, seen } = closing();
    const send = await connect(listener);
    await send();

    expect((await failure(send({ query: 'mutation{a}', operation: 'root' }))).code).toBe(
      'JURISDICTION_UNAVAILABLE',
    );
    expect(seen()).toBe(2);
  });
});

it.each([
  ['late for a place', '43', 60_000, 'JURISDICTION_TIMEOUT'],
  ['the end of a request that has no more time', '43', 90, 'DEADLINE_EXCEEDED'],
  ['the end of the time that an ordinary subgraph has', null, 60_000, 'DEADLINE_EXCEEDED'],
])('counts an endpoint that says that its time is over as %s', async (_, jurisdiction, leftMs, code) => {
  const outcomes: UpstreamOutcome[] = [];
  const body = '{"data":null,"errors":[{"message":"x","extensions":{"code":"DEADLINE_EXCEEDED"}}]}';
  const send = await connect((__, response) => json(response, body), {
    observer: {
      onStart: () => {},
      onBreakers: () => {},
      onEnd: (_service, _jurisdiction, _operation, outcome) => void outcomes.push(outcome),
    },
  });

  await send({ jurisdiction, context: { deadlineAt: performance.now() + leftMs } }).catch(() => undefined);

  expect(outcomes).toEqual([{ code }]);
});

it('tells an observer of every call how it ended', async () => {
  const ended: [string, string | null, UpstreamOutcome][] = [];
  let body = '{"data":{"a":1}}';
  const send = await connect((_, response) => json(response, body), {
    observer: {
      onStart() {},
      onBreakers() {},
      onEnd: (service, jurisdiction, operation, outcome) =>
        void ended.push([`${service} ${operation}`, jurisdiction, outcome]),
    },
  });

  await send();
  body = '{"data":{"a":1},"errors":[{"message":"m","extensions":{"code":"JURISDICTION_UNAVAILABLE"}}]}';
  await send();
  body = '{"errors":[{"message":"m","extensions":{"code":"FORBIDDEN"}}]}';
  await send();
  body = 'x';
  await failure(send());

  expect(ended).toEqual([
    ['funds entities', '43', 'ok'],
    ['funds entities', '43', { code: 'JURISDICTION_UNAVAILABLE' }],
    ['funds entities', '43', { code: 'FORBIDDEN' }],
    ['funds entities', '43', { code: 'JURISDICTION_BAD_RESPONSE' }],
  ]);
});
