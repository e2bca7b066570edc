import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(world, { cors: { origins: ['https://portal.example'] } });
});
afterAll(() => gateway.close());

const query = '{ me { name } }';
const search = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters)}`;
const preflight = { 'apollo-require-preflight': 'true' };

async function outcome(response: Response) {
  const { errors, data } = JSON.parse(await response.text());
  return { status: response.status, ...(errors ? { code: errors[0].extensions.code } : { data }) };
}

describe('POST', () => {
  it('answers data of several subgraphs', async () => {
    expect(await outcome(await gateway.post({ query: '{ me { name fund } }' }))).toEqual({
      status: 200,
      data: { me: { name: 'Ada', fund: 3 } },
    });
  });

  it('takes variables and an operation name', async () => {
    const body = {
      query: 'query A { me { name } } query B($n: Int!) { plus(number: $n) }',
      operationName: 'B',
      variables: { n: 1 },
    };

    expect(await outcome(await gateway.post(body))).toEqual({ status: 200, data: { plus: 2 } });
  });

  it('counts an empty operation name as none', async () => {
    expect(await outcome(await gateway.post({ query, operationName: '' }))).toMatchObject({ status: 200 });
  });

  it.each([
    ['application/json', 400],
    ['application/graphql-response+json', 400],
  ])('refuses an unknown operation name for %s', async (accept, status) => {
    const response = await gateway.post({ query, operationName: 'Nobody' }, { accept });

    expect(await outcome(response)).toEqual({ status, code: 'OPERATION_RESOLUTION_FAILURE' });
  });

  it('refuses to choose among operations', async () => {
    const response = await gateway.post({ query: 'query A { me { id } } query B { me { id } }' });

    expect(await outcome(response)).toEqual({ status: 400, code: 'OPERATION_RESOLUTION_FAILURE' });
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=a'],
    ['application/json; charset=gbk'],
  ])('refuses a body of %s', async (type) => {
    expect(await outcome(await gateway.post({ query }, { 'content-type': type }))).toEqual({
      status: 415,
      code: 'BAD_REQUEST',
    });
  });

  it('takes a body that says it is not compressed, in any letters', async () => {
    expect(await outcome(await gateway.post({ query }, { 'content-encoding': 'Identity' }))).toMatchObject({
      status: 200,
    });
  });

  it('refuses a compressed body', async () => {
    expect(await outcome(await gateway.post({ query }, { 'content-encoding': 'gzip' }))).toEqual({
      status: 415,
      code: 'BAD_REQUEST',
    });
  });

  it('refuses a body outside UTF-8', async () => {
    const response = await gateway.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0xd5, 0xc5, 0x7d]),
    });

    expect(await outcome(response)).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });

  it('refuses a media type that it cannot write', async () => {
    expect(await outcome(await gateway.post({ query }, { accept: 'text/html' }))).toEqual({
      status: 406,
      code: 'BAD_REQUEST',
    });
  });

  it('refuses a body that grows beyond the limit without saying so, and tells it', async () => {
    const { port } = new URL(gateway.url);
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    for (let sent = 0; sent < 3 * 2 ** 20; sent += 65_536) request.write('x'.repeat(65_536));
    request.end();

    const status = await new Promise<number | undefined>((resolve, reject) => {
      request.once('error', reject).once('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });

    expect(status).toBe(413);
  });
});

describe('GET', () => {
  it('answers a query', async () => {
    const parameters = search({ query: 'query ($n: Int!) { plus(number: $n) }', variables: '{"n":1}' });

    expect(await outcome(await gateway.get(parameters, { headers: preflight }))).toEqual({
      status: 200,
      data: { plus: 2 },
    });
  });

  it.each(['mutation { rename(name: "Eva") { name } }', 'mutation A { rename(name: "Eva") { name } }'])(
    'never carries %s',
    async (mutation) => {
      const response = await gateway.get(search({ query: mutation }), { headers: preflight });

      expect(response.headers.get('allow')).toBe('POST');
      expect(await outcome(response)).toEqual({ status: 405, code: 'BAD_REQUEST' });
    },
  );

  it.each([
    ['as a link or an image sends it', {}],
    ['with a content type of forms', { 'content-type': 'text/plain' }],
    ['from a page of another site', { accept: 'application/json', 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_, headers) => {
    expect(await outcome(await gateway.get(search({ query }), { headers }))).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });

  it.each([
    ['apollo-require-preflight', 'true'],
    ['x-apollo-operation-name', 'A'],
    ['content-type', 'application/json'],
    ['accept', 'application/graphql-response+json'],
  ])('with %s is answered', async (name, value) => {
    const response = await gateway.get(search({ query }), { headers: { [name]: value } });

    expect(response.status).toBe(200);
  });

  it.each([
    ['a parameter twice', `${search({ query })}&query=x`],
    ['broken variables', search({ query, variables: '{' })],
    ['no query', '/graphql'],
  ])('with %s is refused', async (_, path) => {
    expect(await outcome(await gateway.get(path, { headers: preflight }))).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });
});

describe('other requests', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('%s is not allowed', async (method) => {
    const response = await gateway.get('/graphql', { method });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
  });

  it.each(['/nothing', '/graphql/streams', '/graphql/', '/metrics', '/.env', '//graphql'])(
    'to %s find nothing',
    async (path) => {
      const response = await gateway.get(path);

      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await outcome(response)).toEqual({ status: 404, code: 'NOT_FOUND' });
    },
  );

  it('that are no HTTP are answered by status', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.end('HELLO\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('with headers without end are answered by status', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET /health HTTP/1.1\r\nhost: a\r\nx-long: ${'a'.repeat(100_000)}\r\n\r\n`);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('x-request-id', () => {
  it('is taken over and returned, also in errors', async () => {
    const response = await gateway.post({ query: '{ nothing }' }, { 'x-request-id': 'portal-7:1' });

    expect(response.headers.get('x-request-id')).toBe('portal-7:1');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { traceId: 'portal-7:1' } }] });
  });

  it.each(['a b', '<script>', 'a'.repeat(200)])('%j is replaced', async (id) => {
    const response = await gateway.post({ query }, { 'x-request-id': id });

    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('reaches subgraphs together with a well-formed traceparent', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await gateway.post({ query }, { 'x-request-id': 'r-1', traceparent });
    const none = ['nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, traceparent.replace('00', 'ff')];
    for (const other of none) await gateway.post({ query }, { 'x-request-id': 'r-2', traceparent: other });

    const sent = gateway.subgraphs['people']?.requests
      .slice(-4)
      .map(({ headers }) => [headers['x-request-id'], headers['traceparent']]);
    expect(sent).toEqual([['r-1', traceparent], ...none.map(() => ['r-2', undefined])]);
  });

  it('reaches subgraphs in a trace with its tracestate; a later version of traceparent is read as far as it is known', async () => {
    const ids = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';
    const tracestate = 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7';
    const sent: Record<string, string>[] = [
      { traceparent: `00-${ids}-01`, tracestate },
      { traceparent: `cc-${ids}-01-what-comes-then`, tracestate },
      { traceparent: `00-${ids}-01-what-comes-then`, tracestate },
      { tracestate },
      { traceparent: `00-${ids}-01`, tracestate: 'é' },
      { traceparent: `00-${ids}-01`, tracestate: `a=${'b'.repeat(600)}` },
    ];
    for (const headers of sent) await gateway.post({ query }, headers);

    const seen = gateway.subgraphs['people']?.requests
      .slice(-sent.length)
      .map(({ headers }) => [headers['traceparent'], headers['tracestate']]);
    expect(seen).toEqual([
      [`00-${ids}-01`, tracestate],
      [`00-${ids}-01`, tracestate],
      [undefined, undefined],
      [undefined, undefined],
      [`00-${ids}-01`, undefined],
      [`00-${ids}-01`, undefined],
    ]);
  });
});

describe('messages', () => {
  const tooMany = { query: `{ ${'a: __typename '.repeat(300)} }` };

  it.each([
    [undefined, /^查询过于复杂: /],
    ['zh', /^查询过于复杂: /],
    ['de, *;q=0.1', /^查询过于复杂: /],
    ['en-GB', /^A field may be/],
    ['en;q=0.9, zh;q=0.8', /^A field may be/],
    ['zh;q=0.9, en;q=0.8', /^查询过于复杂: /],
  ])('for accept-language %s', async (language, message) => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    // fetch of Node adds `*` of its own.
    const { errors } = JSON.parse(await (await gateway.post(tooMany, headers)).text());

    expect(errors[0].message).toMatch(message);
  });
});

describe('CORS', () => {
  it('lets configured origins read', async () => {
    const response = await gateway.post({ query }, { origin: 'https://portal.example' });

    expect(response.headers.get('access-control-allow-origin')).toBe('https://portal.example');
  });

  it('answers the preflight of configured origins', async () => {
    const response = await gateway.get('/graphql', {
      method: 'OPTIONS',
      headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('tells other origins nothing', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const responses = [
      await gateway.post({ query }, headers),
      await gateway.get('/graphql', { method: 'OPTIONS', headers }),
    ];

    for (const response of responses) {
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

it('keeps a connection for the next request, whatever the route', async () => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const answers: string[] = [];
  const answered = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => answers.join('').split('HTTP/1.1 200').length > count && resolve();
      socket.on('data', (chunk: Buffer) => {
        answers.push(chunk.toString());
        check();
      });
    });
  const both = answered(2);
  socket.write('GET /health HTTP/1.1\r\nhost: a\r\n\r\n');
  socket.write('GET /ready HTTP/1.1\r\nhost: a\r\n\r\n');

  await both;
  socket.destroy();
});
