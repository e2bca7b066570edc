import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What a source over WebSocket does by itself; the rest a test makes it do. */
export interface RawSourceHabits {
  /** Default `true`. */
  readonly acknowledges?: boolean;
  /** Default `true`. */
  readonly answersPings?: boolean;
}

/** A source over WebSocket without a library that knows the protocol, so that it can break it. */
export class RawSource {
  /** Types of all messages that it was sent. */
  readonly heard: string[] = [];
  /** Sockets that were ever opened. */
  opened = 0;
  /** Frames of WebSocket itself. */
  pongFrames = 0;
  readonly #server: WebSocketServer;
  #habits: RawSourceHabits;
  #id = '';

  private constructor(server: WebSocketServer, habits: RawSourceHabits) {
    this.#server = server;
    this.#habits = habits;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async start(habits: RawSourceHabits = {}): Promise<RawSource> {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      handleProtocols: () => 'graphql-transport-ws',
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return new RawSource(server, habits);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  /** Sockets that are open now. */
  get open(): number {
    return this.#server.clients.size;
  }

  set habits(habits: RawSourceHabits) {
    this.#habits = habits;
  }

  /** One event for each number. */
  tell(...numbers: readonly (number | string)[]): void {
    for (const number of numbers)
      this.say({ id: this.#id, type: 'next', payload: { data: { ticked: { number } } } });
  }

  complete(): void {
    this.say({ id: this.#id, type: 'complete' });
  }

  /** Bytes go as they are, as text. */
  say(message: object): void {
    const bytes = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message));
    for (const socket of this.#server.clients) socket.send(bytes, { binary: false });
  }

  close(code?: number): void {
    for (const socket of this.#server.clients) socket.close(code);
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    this.opened++;
    socket.on('error', () => undefined);
    socket.on('pong', () => {
      this.pongFrames++;
    });
    socket.on('message', (bytes) => {
      const { type, id }: { type: string; id?: string } = JSON.parse(String(bytes));
      const { acknowledges = true, answersPings = true } = this.#habits;
      if (type === 'connection_init' && acknowledges) socket.send('{"type":"connection_ack"}');
      if (type === 'ping' && answersPings) socket.send('{"type":"pong"}');
      if (type === 'subscribe') this.#id = id ?? '';
      this.heard.push(type);
    });
  }
}
