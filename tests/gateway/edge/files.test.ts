import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CrossOrigin } from '../../../gateway/edge/CrossOrigin.ts';
import { FilesRoute } from '../../../gateway/edge/files/FilesRoute.ts';
import { HttpEdge } from '../../../gateway/edge/HttpEdge.ts';

const MIB = 1_048_576;
const PATH = '/files/00000000-0000-4000-8000-000000000000';
const PORTAL = 'https://portal.example';
const refusal = (code: string, message: string) =>
  JSON.stringify({ errors: [{ message, extensions: { code, origin: 'PORTAL', retryable: false } }] });

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;
let answer: Answer;
const cases = createServer((request, response) => void answer(request, response));
const faults: unknown[] = [];
let route: FilesRoute;
let edge: HttpEdge;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => cases.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(cases.address() as AddressInfo).port}`;
  route = new FilesRoute({ target, crossOrigin: new CrossOrigin([PORTAL]), maxBytes: 8 * MIB });
  edge = new HttpEdge({ routes: [route], onFault: (_, error) => faults.push(error) });
  url = `http://127.0.0.1:${await edge.listen('127.0.0.1', 0)}${PATH}`;
});
afterEach(() => {
  expect(faults.splice(0)).toEqual([]);
});
afterAll(async () => {
  await route.close();
  await edge.close(0);
  cases.closeAllConnections();
  cases.close();
});

const put = (body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url}?use=upload`, { method: 'PUT', body: new Uint8Array(body), headers });

it('hands an upload through, and nothing of the caller but what concerns it', async () => {
  let seen: unknown;
  answer = async (request, response) => {
    const { authorization, cookie, 'upload-offset': offset } = request.headers;
    const body = await buffer(request);
    seen = {
      method: request.method,
      url: request.url,
      authorization,
      cookie,
      offset,
      bytes: body.byteLength,
    };
    response.writeHead(204, { 'upload-offset': '42', 'set-cookie': 'a=b', 'x-internal': 'host-7' }).end();
  };

  const { status, headers } = await put(Buffer.alloc(3 * MIB), {
    authorization: 'Bearer token',
    cookie: 'a=b',
    'upload-offset': '7',
    origin: PORTAL,
  });

  expect(seen).toEqual({
    method: 'PUT',
    url: `${PATH}?use=upload`,
    authorization: undefined,
    cookie: undefined,
    offset: '7',
    bytes: 3 * MIB,
  });
  expect([
    status,
    headers.get('upload-offset'),
    headers.get('x-internal'),
    headers.get('set-cookie'),
  ]).toEqual([204, '42', null, null]);
  expect(headers.get('access-control-allow-origin')).toBe(PORTAL);
  expect(headers.get('access-control-expose-headers')).toContain('upload-offset');
});

it('says what is refused while the body is still coming, in the language of the reader', async () => {
  answer = (request, response) => {
    response.writeHead(409, { 'upload-offset': '5' });
    response.end(refusal('CONFLICT', 'The upload goes on at 5, not at 0'));
    request.resume();
  };

  const refused = await put(Buffer.alloc(7 * MIB), { 'accept-language': 'zh' });

  expect([refused.status, refused.headers.get('upload-offset')]).toEqual([409, '5']);
  expect(await refused.json()).toMatchObject({
    errors: [
      {
        message: '与已有数据冲突: The upload goes on at 5, not at 0',
        extensions: { code: 'CONFLICT', traceId: expect.any(String) },
      },
    ],
  });
});

it('passes nothing on of an error that it does not know', async () => {
  answer = (_, response) => response.writeHead(500).end('at /srv/secret.ts:1');

  const failed = await fetch(url);

  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain('secret');
});

it('passes no more on than its limit', async () => {
  let asked = 0;
  answer = (request, response) => {
    asked++;
    request.on('error', () => undefined).resume();
    request.once('end', () => response.writeHead(204).end());
  };
  const declared = await put(Buffer.alloc(9 * MIB));
  expect(asked).toBe(0);
  const streamed = await fetch(`${url}?use=upload`, {
    method: 'PUT',
    body: ReadableStream.from(Array.from({ length: 9 }, () => new Uint8Array(MIB))),
    duplex: 'half',
  });
  expect([declared.status, streamed.status]).toEqual([413, 413]);
});

it('ends an upload at cases when its sender is gone', async () => {
  const ended = new Promise<boolean>((resolve) => {
    answer = (request) => {
      request.on('error', () => undefined).resume();
      request.once('close', () => resolve(request.complete));
    };
  });
  const gone = httpRequest(`${url}?use=upload`, { method: 'PUT', headers: { 'content-length': '1000000' } });
  gone.on('error', () => undefined);
  gone.write(Buffer.alloc(100_000), () => gone.destroy());

  expect(await ended).toBe(false);
});

it('waits no longer for a download that nobody waits for', async () => {
  const ended = new Promise<boolean>((resolve) => {
    answer = (_, response) => {
      response.once('close', () => resolve(response.writableEnded));
      gone.destroy();
    };
  });
  const gone = httpRequest(url)
    .on('error', () => undefined)
    .end();

  expect(await ended).toBe(false);
});

it('hands a download through, and cuts it off where cases does', async () => {
  answer = (request, response) => {
    response.writeHead(206, { 'content-length': '10', 'content-range': 'bytes 0-9/20', etag: '"a"' });
    if (request.headers.range === 'bytes=0-9') response.end('0123456789');
    else response.write('01234', () => response.destroy());
  };

  const whole = await fetch(url, { headers: { range: 'bytes=0-9' } });
  expect([whole.status, whole.headers.get('content-range'), await whole.text()]).toEqual([
    206,
    'bytes 0-9/20',
    '0123456789',
  ]);
  const cut = await fetch(url);
  await expect(cut.text()).rejects.toThrow();
});

it.each([
  ['HEAD', 200, ['30']],
  ['PUT', 204, []],
  ['OPTIONS', 204, []],
])('says once, or not at all, how long the answer to %s is', async (method, status, lengths) => {
  // Cases gives an upload's answer a length, which is not its to give.
  answer = (_, response) =>
    response.writeHead(status, { 'content-length': method === 'HEAD' ? 30 : 0 }).end();

  const [response] = await once(httpRequest(url, { method }).end(), 'response');
  const { rawHeaders, statusCode }: IncomingMessage = response.resume();

  const given = rawHeaders.filter((_, index) => /^content-length$/i.test(rawHeaders[index - 1] ?? ''));
  expect([statusCode, given]).toEqual([status, lengths]);
});

it('answers by itself what is not to be asked, and when cases is away', async () => {
  answer = (_, response) => response.writeHead(200).end();
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: PORTAL, 'access-control-request-method': 'PATCH' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
    204,
    'GET, HEAD, PUT, PATCH',
  ]);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('upload-offset');
  const deleted = await fetch(url, { method: 'DELETE' });
  expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, PATCH, OPTIONS']);
  expect((await fetch(url.replace(PATH, '/files/../graphql'))).status).toBe(404);
  expect((await fetch(`${url}/more`)).status).toBe(404);

  const away = new FilesRoute({
    target: 'http://127.0.0.1:1',
    crossOrigin: new CrossOrigin([]),
    maxBytes: MIB,
  });
  const alone = new HttpEdge({ routes: [away] });
  const port = await alone.listen('127.0.0.1', 0);
  const failed = await fetch(`http://127.0.0.1:${port}${PATH}`, { headers: { 'accept-language': 'en' } });
  expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await failed.json()).toMatchObject({
    errors: [{ extensions: { retryable: true } }],
  });
  await away.close();
  await alone.close(0);
});
