import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { withSubgraph } from './withSubgraph.ts';

const { serve, sign, ask } = withSubgraph();
const post = (
  server: SubgraphServer,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tongban-context': sign('people'), ...headers },
    body,
  });
const codeOf = async (response: Response) => [
  response.status,
  z.object({ errors: z.tuple([errorShape]) }).parse(await response.json()).errors[0].extensions.code,
];
const errorShape = z.object({ extensions: z.object({ code: z.string() }) });

describe('HTTP', () => {
  const query = JSON.stringify({ query: '{ place }' });

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['another charset', { 'content-type': 'application/json; charset=gbk' }],
    ['compression', { 'content-encoding': 'gzip' }],
  ])('answers %s with 415', async (_, headers) => {
    expect(await codeOf(await post(await serve(), query, headers))).toEqual([415, 'BAD_REQUEST']);
  });

  it('takes a charset that is spelled out', async () => {
    const response = await post(await serve(), query, { 'content-type': 'application/json; charset=UTF-8' });

    expect(await response.json()).toEqual({ data: { place: 'people' } });
  });

  it.each([
    ['no JSON', '{'],
    ['a list', `[${query}]`],
    ['no operation', '{}'],
    ['bytes outside UTF-8', Uint8Array.from([0x22, 0xd5, 0xc5, 0x22])],
  ])('answers %s with 400', async (_, body) => {
    expect(await codeOf(await post(await serve(), body))).toEqual([400, 'BAD_REQUEST']);
  });

  it('answers a body above the cap with 413, declared or not', async () => {
    const server = await serve();
    const large = `{"query":"${' '.repeat(2 * 1_024 * 1_024)}{ place }"}`;
    const chunked = new Blob([large]).stream();

    const declared = await post(server, large);
    const undeclared = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'tongban-context': sign('people') },
      body: chunked,
      duplex: 'half',
    } as RequestInit);

    expect([await codeOf(declared), await codeOf(undeclared)]).toEqual([
      [413, 'BAD_REQUEST'],
      [413, 'BAD_REQUEST'],
    ]);
    expect(await ask(server, '{ place }')).toEqual({ status: 200, body: { data: { place: 'people' } } });
  });

  it('survives a caller who breaks off in the middle of a body', async () => {
    const server = await serve();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\ntongban-context: ${sign('people')}\r\n\r\n{"que`,
    );
    await once(socket, 'connect');
    socket.destroy();
    await once(socket, 'close');

    expect((await ask(server, '{ place }')).body).toEqual({ data: { place: 'people' } });
  });

  it('refuses other methods and paths', async () => {
    const server = await serve();

    const [get, elsewhere] = await Promise.all([
      fetch(`${server.url}/graphql`),
      fetch(`${server.url}/admin`),
    ]);

    expect([get.status, get.headers.get('allow'), elsewhere.status]).toEqual([405, 'POST', 404]);
  });

  it('says in one line that its port is taken', async () => {
    const { port } = await serve();

    await expect(serve({ listen: { port } })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken (EADDRINUSE); choose another port in listen, or end what has it`,
    );
  });
});

describe('health', () => {
  it.each([
    ['ready', async () => true, 200],
    ['not ready', async () => false, 503],
    ['not ready', async () => Promise.reject(new Error('database')), 503],
  ])('lives, and says %s', async (status, isReady, expected) => {
    const server = await serve({ isReady });

    const [health, ready] = await Promise.all([fetch(`${server.url}/health`), fetch(`${server.url}/ready`)]);

    expect([health.status, ready.status, await ready.json()]).toEqual([200, expected, { status }]);
  });
});
