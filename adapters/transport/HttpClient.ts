import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { TongbanError } from '../../domain/TongbanError.ts';
import { BodyBuffer } from './BodyBuffer.ts';
import { badResponse } from './badResponse.ts';
import { ExchangeTimers } from './ExchangeTimers.ts';
import { orAborted } from './orAborted.ts';
import { refusalOfStatus } from './refusalOfStatus.ts';
import { toTransportError } from './toTransportError.ts';
import { DEFAULT_TRANSPORT_LIMITS, type TransportLimits } from './transportLimits.ts';

/** What is read and thrown away of a refusal's body, so that its connection can be used again. */
const DISCARDED_BYTES = 64 * 1024;

export interface HttpClientOptions {
  readonly jurisdiction: DivisionCode;
  /** `http:` or `https:`; a path in it is put before every request's path. */
  readonly baseUrl: string;
  readonly limits?: Partial<TransportLimits>;
  /** Told the headers of every answer, refusals included; must not throw. */
  readonly onHeaders?: (headers: IncomingHttpHeaders) => void;
}

export interface HttpPost {
  /** Starts with `/`, relative to the base URL; may carry a query. */
  readonly path: string;
  readonly body: Uint8Array | string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly accept: string;
  /** Understands the body of an answer other than 2xx, unread without it; `null` where the status alone speaks. */
  readonly refuse?: (answer: HttpAnswer) => TongbanError | null;
}

export interface HttpAnswer {
  /** 200 to 299, except in a refusal. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** POST to one system, bounded in time and memory. */
export class HttpClient {
  readonly jurisdiction: DivisionCode;
  readonly limits: TransportLimits;
  readonly #base: URL;
  readonly #pool: Pool;
  readonly #onHeaders: (headers: IncomingHttpHeaders) => void;

  /** @throws {TypeError} when the base URL cannot be read, or is neither http nor https. */
  constructor({ jurisdiction, baseUrl, limits, onHeaders }: HttpClientOptions) {
    this.jurisdiction = jurisdiction;
    this.#onHeaders = onHeaders ?? (() => {});
    this.limits = { ...DEFAULT_TRANSPORT_LIMITS, ...limits };
    this.#base = new URL(baseUrl);
    if (!/^https?:$/.test(this.#base.protocol)) throw new TypeError('url: must be an http or https URL');
    this.#pool = new Pool(this.#base.origin, {
      connections: this.limits.connections,
      pipelining: 1,
      connect: { timeout: this.limits.connectMs },
      // ExchangeTimers watches both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Sends one request and reads the whole answer. Redirects are not followed and compressed answers not accepted.
   *
   * @throws {TongbanError} `JURISDICTION_UNAVAILABLE`, `_TIMEOUT`, `_BUSY` or `_BAD_RESPONSE`; the caller's reason or
   *   `DEADLINE_EXCEEDED` when the signal fires.
   * @throws {RangeError} when the path leaves the base URL.
   */
  async post(request: HttpPost, signal: AbortSignal): Promise<HttpAnswer> {
    const path = this.#pathBelowBase(request.path);
    const timers = new ExchangeTimers(this.limits, this.jurisdiction, signal);
    try {
      // undici looks at the signal of a queued or connecting request only once it is connected.
      const response = await orAborted(
        this.#pool.request({
          method: 'POST',
          path,
          body: request.body,
          headers: { ...request.headers, accept: request.accept, 'accept-encoding': 'identity' },
          signal: timers.signal,
        }),
        timers.signal,
      );
      timers.headersArrived();
      this.#onHeaders(response.headers);
      return await this.#read(response, { timers, refuse: request.refuse });
    } catch (error) {
      throw toTransportError(error, { jurisdiction: this.jurisdiction, signal });
    } finally {
      timers.stop();
    }
  }

  /** Drops all connections; calls in flight fail with `JURISDICTION_UNAVAILABLE`. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #read(
    { statusCode: status, headers, body }: Dispatcher.ResponseData,
    { timers, refuse }: { readonly timers: ExchangeTimers; readonly refuse: HttpPost['refuse'] },
  ): Promise<HttpAnswer> {
    const refusal = refusalOfStatus({ status, headers, jurisdiction: this.jurisdiction });
    const problem = this.#problemOf(headers);
    if (refusal && (refuse === undefined || problem)) {
      // How the discarded body ends does not matter any more.
      await body.dump({ limit: DISCARDED_BYTES }).catch(() => undefined);
      throw refusal;
    }
    if (problem) {
      body.on('error', () => undefined).destroy();
      throw problem;
    }
    const answer = { status, headers, bytes: await this.#collect(body, timers) };
    if (refusal) throw refuse?.(answer) ?? refusal;
    return answer;
  }

  #problemOf(headers: IncomingHttpHeaders): TongbanError | null {
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      return badResponse(this.jurisdiction, 'compressed an answer although told not to');
    }
    return Number(headers['content-length'] ?? 0) > this.limits.maxBytes ? this.#tooLong() : null;
  }

  /** Leaving the loop by an error destroys the socket, so no byte beyond the cap is read. */
  async #collect(body: AsyncIterable<Uint8Array>, timers: ExchangeTimers): Promise<Buffer> {
    const collected = new BodyBuffer(this.limits.maxBytes);
    for await (const chunk of body) {
      timers.dataArrived();
      if (!collected.append(chunk)) throw this.#tooLong();
    }
    return collected.bytes();
  }

  #pathBelowBase(path: string): string {
    const prefix = this.#base.pathname.replace(/\/$/, '');
    const url = new URL(`${this.#base.origin}${prefix}${path}`);
    const isBelow = path.startsWith('/') && url.pathname.startsWith(`${prefix}/`);
    if (!isBelow || url.origin !== this.#base.origin) throw new RangeError('a path outside the base URL');
    return `${url.pathname}${url.search}`;
  }

  #tooLong(): TongbanError {
    return badResponse(this.jurisdiction, `answered with more than ${this.limits.maxBytes} bytes`);
  }
}
