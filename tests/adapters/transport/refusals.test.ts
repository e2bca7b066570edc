import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { JsonHttpClient } from '../../../adapters/transport/JsonHttpClient.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { startHttpServer } from './startHttpServer.ts';

const PATIENT = new AbortController().signal;
const refusal = z.object({ code: z.string() });

/** Asks a system whose refusals are JSON, and tells what was understood of this one. */
async function askOf(listener: RequestListener, maxBytes = 1_000) {
  const heard: unknown[] = [];
  await using server = await startHttpServer(listener);
  const http = new HttpClient({
    jurisdiction: parseDivisionCode('43'),
    baseUrl: server.url,
    limits: { maxBytes },
  });
  const refuse = (answer: unknown) => {
    heard.push(answer);
    const { data } = refusal.safeParse(answer);
    return data ? new TongbanError('JURISDICTION_REJECTED', 'refused', { upstreamCode: data.code }) : null;
  };
  const error: unknown = await new JsonHttpClient(http)
    .post({ path: '/q', payload: {}, shape: z.object({}), refuse }, PATIENT)
    .catch((reason: unknown) => reason);
  await http.close();
  return { heard, error };
}

it('lets a dialect understand what came with a status of failure', async () => {
  const { heard, error } = await askOf((_request, response) => {
    response.writeHead(503).end('{"code":"3002"}');
  });

  expect(heard).toEqual([{ code: '3002' }]);
  expect(error).toMatchObject({ code: 'JURISDICTION_REJECTED', upstreamCode: '3002' });
});

it.each<[string, string | Buffer, unknown]>([
  ['JSON that the dialect does not know', '{"error":"busy"}', { error: 'busy' }],
  ['a page for people', '<html>503</html>', null],
  ['nothing', '', null],
  ['bytes that are no text', Buffer.from([0xc4, 0xe3]), null],
])('lets the status speak for %s', async (_what, body, understood) => {
  const { heard, error } = await askOf((_request, response) => {
    response.writeHead(503, { 'retry-after': '7' }).end(body);
  });

  expect(heard).toEqual([understood]);
  expect(error).toMatchObject({ code: 'JURISDICTION_BUSY', upstreamCode: 'HTTP 503', retryAfter: 7 });
});

it('lets the status speak for what is compressed', async () => {
  const { heard, error } = await askOf((_request, response) => {
    response.writeHead(500, { 'content-encoding': 'gzip' }).end(gzipSync('{"code":"9999"}'));
  });

  expect(heard).toEqual([]);
  expect(error).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', upstreamCode: 'HTTP 500' });
});

it('reads no more of a refusal than of an answer', async () => {
  const { heard, error } = await askOf((_request, response) => {
    response.writeHead(500);
    response.write(' '.repeat(2_000));
  });

  expect(heard).toEqual([]);
  expect(error).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
});

it('tells a refusal that breaks off from one that was read', async () => {
  const { heard, error } = await askOf((_request, response) => {
    response.writeHead(401, { 'content-length': '100' });
    response.write('{"code":"1001"', () => response.destroy());
  });

  expect(heard).toEqual([]);
  expect(error).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
});

it('asks nobody about an answer that is none', async () => {
  const { heard, error } = await askOf((_request, response) => {
    response.end('{}');
  });

  expect(heard).toEqual([]);
  expect(error).toEqual({});
});
