import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, type Dispatcher } from 'undici';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import type { Exchange } from '../Exchange.ts';
import { errorBody } from '../errorBody.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { Route } from '../Route.ts';
import { requestLanguage } from '../requestLanguage.ts';
import { copyHeaders } from './copyHeaders.ts';
import { limitBody } from './limitBody.ts';
import { readRefusal } from './readRefusal.ts';

export interface FilesRouteOptions {
  /** Origin of the server of cases. */
  readonly target: string;
  readonly crossOrigin: CrossOrigin;
  /** Of one request's body. */
  readonly maxBytes: number;
}

type Headers = Readonly<Record<string, string>>;

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'OPTIONS'] as const;
const PATH = /^\/files\/[\da-f-]{36}$/;
const MAX_SEARCH = 512;
/** Checking and scanning what has come may take its time. */
const ANSWER_MS = 120_000;
const IDLE_MS = 30_000;
const ARRIVAL_MS = 900_000;

const CORS = {
  methods: METHODS.slice(0, -1).join(', '),
  headers: ['content-type', 'range', 'if-range', 'tus-resumable', 'upload-offset', 'x-request-id'],
  exposed: ['upload-offset', 'upload-length', 'tus-resumable', 'content-range', 'content-disposition'],
};

/**
 * `/files/{id}`: hands signed uploads and downloads through to the server of cases, byte by byte as they come. The signed
 * address is checked there, and is the only credential: no token goes along.
 */
export class FilesRoute implements Route {
  readonly path = '/files';
  readonly isTree = true;
  readonly arrivalMs = ARRIVAL_MS;
  readonly #options: FilesRouteOptions;
  readonly #agent = new Agent({
    connections: 64,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    connect: { timeout: 5_000 },
    headersTimeout: ANSWER_MS,
    bodyTimeout: IDLE_MS,
  });

  constructor(options: FilesRouteOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const { crossOrigin } = this.#options;
    const shared = crossOrigin.headersFor(request, CORS.exposed);
    if (request.method === 'OPTIONS') {
      const preflight = crossOrigin.preflightHeadersFor(request, CORS);
      exchange.answer(204, { allow: METHODS.join(', '), ...shared, ...preflight });
      return;
    }
    try {
      await this.#pass(exchange, shared);
    } catch (error) {
      refuse(exchange, toRefusal(error), shared);
    }
  }

  /** Ends at once: what is under way fails, and can be resumed. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #pass(exchange: Exchange, shared: Headers): Promise<void> {
    const { request, response } = exchange;
    const { statusCode, headers, body } = await this.#ask(exchange);
    const answered = { ...copyHeaders(headers), ...shared };
    const { 'content-length': _, ...lengthless } = answered;
    if (statusCode >= 400) {
      // Not passed on as it is: the message is said in the reader's language, and nothing else of it is.
      const error = await readRefusal(body);
      const { 'content-type': __, ...others } = lengthless;
      throw new HttpRefusal(statusCode, error, others);
    }
    if (request.method === 'HEAD') {
      await body.dump();
      // The length is that of what GET would bring, so that it stays.
      exchange.writeHead(statusCode, answered);
      response.end();
      return;
    }
    if (request.method !== 'GET') {
      await body.dump();
      exchange.answer(statusCode, lengthless);
      return;
    }
    exchange.writeHead(statusCode, answered);
    response.socket?.setTimeout(IDLE_MS);
    // A reader who leaves early is no fault; one whom the rest never reaches sees that the answer is cut off.
    await pipeline(body, response).catch(() => undefined);
  }

  async #ask(exchange: Exchange): Promise<Dispatcher.ResponseData> {
    const { request, path, search, requestId } = exchange;
    const method = METHODS.slice(0, -1).find((known) => known === request.method);
    if (method === undefined)
      throw new HttpRefusal(405, new TongbanError('BAD_REQUEST', 'This method is not answered here'), {
        allow: METHODS.join(', '),
      });
    if (!PATH.test(path) || search.length > MAX_SEARCH)
      throw new HttpRefusal(404, new TongbanError('NOT_FOUND', 'Nothing is served at this path'));
    const gone = new AbortController();
    exchange.onClose((isAnswered) => {
      if (!isAnswered) gone.abort();
    });
    return this.#agent.request({
      origin: this.#options.target,
      path: search === '' ? path : `${path}?${search}`,
      method,
      headers: { ...copyHeaders(request.headers), 'x-request-id': requestId },
      body: method === 'PUT' || method === 'PATCH' ? this.#bodyOf(exchange) : null,
      signal: gone.signal,
    });
  }

  #bodyOf(exchange: Exchange): Readable {
    const { request } = exchange;
    const { maxBytes } = this.#options;
    const tooLarge = new HttpRefusal(
      413,
      new TongbanError('BAD_REQUEST', `A body has at most ${maxBytes} bytes`),
    );
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
    request.socket.setTimeout(IDLE_MS);
    request.once('end', () => request.socket.setTimeout(0));
    return Readable.from(limitBody(exchange, maxBytes, tooLarge), { objectMode: false });
  }
}

function toRefusal(cause: unknown): HttpRefusal {
  if (cause instanceof HttpRefusal) return cause;
  const details = { retryable: true, retryAfter: 1, cause };
  return new HttpRefusal(
    503,
    new TongbanError('INTERNAL_SERVER_ERROR', 'Files cannot be reached just now', details),
  );
}

function refuse(exchange: Exchange, { status, error, headers }: HttpRefusal, shared: Headers): void {
  exchange.notes.codes = [error.code];
  exchange.answer(
    status,
    {
      ...shared,
      ...(status === 503 ? { 'retry-after': String(error.retryAfter ?? 1) } : {}),
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    },
    errorBody(error, exchange.requestId, requestLanguage(exchange.request.headers['accept-language'])),
  );
}
