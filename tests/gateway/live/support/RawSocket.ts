import { WebSocket } from 'ws';

/** A WebSocket without a library that knows the protocol. */
export class RawSocket {
  readonly messages: unknown[] = [];
  pings = 0;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (bytes) => this.messages.push(JSON.parse(String(bytes))));
    socket.on('ping', () => {
      this.pings++;
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /** @throws {Error} with the status, where none is opened. */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<RawSocket> {
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    const opened = new RawSocket(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('error', () => undefined);
    return opened;
  }

  /** Texts go as they are. */
  send(...messages: readonly (string | object)[]): void {
    for (const message of messages)
      this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** In a binary frame. */
  sendBytes(bytes: Buffer): void {
    this.#socket.send(bytes);
  }

  /** Shakes hands, and waits for the answer. */
  async init(payload?: object): Promise<void> {
    this.send({ type: 'connection_init', ...(payload && { payload }) });
    await new Promise((resolve) => this.#socket.once('message', resolve));
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  /** Without a farewell. */
  drop(): void {
    this.#socket.terminate();
  }
}
