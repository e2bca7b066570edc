import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { JsonHttpClient } from '../../../adapters/transport/JsonHttpClient.ts';
import { XmlHttpClient } from '../../../adapters/transport/XmlHttpClient.ts';
import { xmlText } from '../../../adapters/transport/xmlText.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { startHttpServer } from './startHttpServer.ts';

const PATIENT = new AbortController().signal;

interface Said {
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** One exchange with a system that answers with these bytes; `said` is what it was told. */
async function exchange<T>(
  answer: { type: string; bytes: Uint8Array },
  ask: (http: HttpClient) => Promise<T>,
) {
  const said: Said[] = [];
  await using server = await startHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    said.push({ contentType: request.headers['content-type'], body: Buffer.concat(chunks) });
    response.setHeader('content-type', answer.type).end(answer.bytes);
  });
  const http = new HttpClient({ jurisdiction: parseDivisionCode('43'), baseUrl: server.url });
  const result = await ask(http).catch((error: unknown) => error);
  await http.close();
  return { said, result };
}

describe('JsonHttpClient', () => {
  const shape = z.object({ code: z.string(), data: z.object({ name: z.string() }) });

  function post(bytes: Uint8Array, type = 'application/json') {
    return exchange({ type, bytes }, (http) =>
      new JsonHttpClient(http).post({ path: '/q', payload: { xm: '张𠮷' }, shape }, PATIENT),
    );
  }

  it('sends UTF-8 and gives what the shape leaves', async () => {
    const { said, result } = await post(Buffer.from('{"code":"200","data":{"name":"张𠮷","more":1}}'));

    expect(said).toEqual([
      { contentType: 'application/json; charset=utf-8', body: Buffer.from('{"xm":"张𠮷"}') },
    ]);
    expect(result).toEqual({ code: '200', data: { name: '张𠮷' } });
  });

  it('lets a dialect insist on its own spelling of the content type', async () => {
    const headers = { 'content-type': 'application/json;charset=UTF-8' };
    const { said } = await exchange({ type: 'application/json', bytes: Buffer.from('{}') }, (http) =>
      new JsonHttpClient(http).post({ path: '/q', payload: {}, headers, shape: z.object({}) }, PATIENT),
    );

    expect(said[0]?.contentType).toBe('application/json;charset=UTF-8');
  });

  it('sends a text byte for byte as it was signed', async () => {
    const { said } = await exchange({ type: 'application/json', bytes: Buffer.from('{}') }, (http) =>
      new JsonHttpClient(http).post({ path: '/q', payload: '{ "b":1,"a":2 }', shape: z.object({}) }, PATIENT),
    );

    expect(said[0]?.body.toString()).toBe('{ "b":1,"a":2 }');
  });

  it.each<[string, string, Buffer, string]>([
    ['an empty answer', 'application/json', Buffer.alloc(0), 'JURISDICTION_BAD_RESPONSE'],
    ['a login page', 'text/html', Buffer.from('<html>请登录</html>'), 'JURISDICTION_BAD_RESPONSE'],
    ['another shape', 'application/json', Buffer.from('{"code":200}'), 'JURISDICTION_BAD_RESPONSE'],
    [
      'GBK under a UTF-8 header',
      'application/json;charset=UTF-8',
      encodeGb18030('{"a":"张三"}'),
      'BAD_ENCODING',
    ],
  ])('does not take %s for data', async (_case, type, bytes, code) => {
    const { result } = await post(bytes, type);

    expect(result).toBeInstanceOf(TongbanError);
    expect(result).toMatchObject({ code, jurisdiction: '430000' });
  });
});

describe('XmlHttpClient', () => {
  const shape = z.object({
    out: z.object({ row: z.array(z.object({ '@aac003': z.string() })).default([]) }),
  });

  function post(xml: string, bytes: Uint8Array, type: string) {
    return exchange({ type, bytes }, (http) =>
      new XmlHttpClient(http, { charset: 'gb18030', contentType: 'text/xml; charset=GBK' }).post(
        { path: '/q', xml, shape, lists: ['row'] },
        PATIENT,
      ),
    );
  }

  it('speaks GBK in both directions, under whatever header', async () => {
    const answer = encodeGb18030('<?xml version="1.0" encoding="GBK"?><out><row aac003="张\uE000"/></out>');

    const { said, result } = await post(
      `<in>${xmlText('张三</in>')}</in>`,
      answer,
      'text/xml; charset=utf-8',
    );

    expect(said).toEqual([
      { contentType: 'text/xml; charset=GBK', body: encodeGb18030('<in>张三&lt;/in&gt;</in>') },
    ]);
    expect(result).toEqual({ out: { row: [{ '@aac003': '张\uE000' }] } });
  });

  it('gives no rows for none', async () => {
    const { result } = await post('<in/>', Buffer.from('<out><code>0000</code></out>'), 'text/xml');

    expect(result).toEqual({ out: { row: [] } });
  });

  it('sends nothing that its charset cannot carry', async () => {
    const { said, result } = await post('<in>\uD800</in>', Buffer.from('<out/>'), 'text/xml');

    expect(said).toEqual([]);
    expect(result).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
