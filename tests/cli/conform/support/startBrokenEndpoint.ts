import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request on its way to the endpoint. */
export interface PassingRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer on its way back. */
export interface PassingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Breakage {
  readonly request?: (request: PassingRequest) => PassingRequest;
  readonly answer?: (
    answer: PassingAnswer,
    request: PassingRequest,
  ) => PassingAnswer | Promise<PassingAnswer>;
}

/** Stands before a good endpoint and spoils what passes; the same path as the good one's. @returns its URL. */
export async function startBrokenEndpoint(good: string, breakage: Breakage): Promise<string> {
  const server = createServer(async (incoming, response) => {
    const original = {
      method: incoming.method ?? 'POST',
      headers: incoming.headers,
      body: await buffer(incoming),
    };
    const { method, headers, body } = breakage.request?.(original) ?? original;
    const { host: _host, connection: _connection, 'content-length': _length, ...passed } = headers;
    const answer = await fetch(good, {
      method,
      headers: Object.fromEntries(Object.entries(passed).map(([name, value]) => [name, String(value)])),
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    const came = {
      status: answer.status,
      headers: Object.fromEntries(
        [...answer.headers].filter(
          ([name]) => !['connection', 'content-length', 'keep-alive'].includes(name),
        ),
      ),
      text: await answer.text(),
    };
    const spoiled = (await breakage.answer?.(came, original)) ?? came;
    response.writeHead(spoiled.status, spoiled.headers).end(spoiled.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}${new URL(good).pathname}`;
}
