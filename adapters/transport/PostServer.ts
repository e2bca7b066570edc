import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BodyBuffer } from './BodyBuffer.ts';
import { DEFAULT_POST_SERVER_LIMITS, type PostServerLimits } from './postServerLimits.ts';

/** How often Node looks for requests that are late. */
const CHECKING_MS = 500;

export interface PostAnswer {
  readonly contentType: string;
  readonly body: string;
}

export interface PostServerOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** The only path there is; a query belongs to it. */
  readonly path: string;
  readonly limits?: Partial<PostServerLimits>;
  /** Answers a whole body, with HTTP 200. A rejection becomes an empty HTTP 500. */
  readonly answer: (body: Buffer) => Promise<PostAnswer>;
}

/**
 * Takes POSTs of one system at one path, bounded in time, memory and connections: another path is 404, another method
 * 405, a body above the limit 413, all of them empty.
 */
export class PostServer {
  readonly #options: PostServerOptions;
  readonly #limits: PostServerLimits;
  readonly #server: Server;
  readonly #running = new Set<Promise<void>>();
  readonly #sockets = new Set<Socket>();
  /** Those whose request came whole, and waits for its answer. */
  readonly #answering = new Set<Socket>();
  #isStopping = false;

  constructor(options: PostServerOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_POST_SERVER_LIMITS, ...options.limits };
    const { headersMs, requestMs, maxHeaderBytes, maxConnections, idleMs } = this.#limits;
    this.#server = createServer(
      {
        headersTimeout: headersMs,
        requestTimeout: requestMs,
        maxHeaderSize: maxHeaderBytes,
        connectionsCheckingInterval: Math.min(CHECKING_MS, headersMs),
      },
      (request, response) => this.#begin(request, response),
    );
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.maxConnections = maxConnections;
    this.#server.timeout = idleMs;
  }

  /**
   * @returns the URL under which it listens.
   * @throws {Error} of Node when the address cannot be bound.
   */
  async start(): Promise<string> {
    const { host, port, path } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address() as AddressInfo;
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return `http://${name}:${address.port}${path}`;
  }

  /** Takes no new request; cuts off those that did not come whole yet, and resolves when the others are answered. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) if (!this.#answering.has(socket)) socket.destroy();
    // A closed server no longer watches the time of its connections: nobody may be reading an answer.
    const cutOff = setTimeout(() => this.#server.closeAllConnections(), this.#limits.stopMs);
    await closed;
    clearTimeout(cutOff);
    await Promise.all(this.#running);
  }

  #begin(request: IncomingMessage, response: ServerResponse): void {
    const running = this.#serve(request, response)
      // The connection broke or was cut off: there is nobody to tell.
      .catch(() => void response.destroy())
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== this.#options.path) return this.#refuse(404, request, response);
    if (request.method !== 'POST') return this.#refuse(405, request, response.setHeader('allow', 'POST'));

    const body = await this.#collect(request);
    if (body === null) return this.#refuse(413, request, response);

    this.#answering.add(request.socket);
    response.once('close', () => this.#answering.delete(request.socket));
    const answer = await this.#options.answer(body).catch(() => null);
    if (answer === null) return this.#refuse(500, request, response);

    this.#closeWhenStopping(response);
    response.writeHead(200, {
      'content-type': answer.contentType,
      'content-length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  }

  /** `null` when the body is above the limit. */
  async #collect(request: IncomingMessage): Promise<Buffer | null> {
    const { maxBodyBytes } = this.#limits;
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null;

    const collected = new BodyBuffer(maxBodyBytes);
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!collected.append(chunk)) return null;
    }
    return collected.bytes();
  }

  /** A sender that is still writing would not read the answer, so as much as it may send is read and thrown away. */
  async #refuse(status: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let discarded = 0;
    if (!request.readableEnded) {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        discarded += chunk.length;
        if (discarded > this.#limits.maxBodyBytes) break;
      }
    }
    response.writeHead(status, { connection: 'close', 'content-length': 0 }).end();
  }

  #closeWhenStopping(response: ServerResponse): void {
    if (this.#isStopping) response.setHeader('connection', 'close');
  }
}
