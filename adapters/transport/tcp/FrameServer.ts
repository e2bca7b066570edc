import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { FrameFormat } from './FrameFormat.ts';
import { FrameReader } from './FrameReader.ts';

export interface FrameServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly format: FrameFormat;
  /** Milliseconds from the connection to the last byte of its frame. */
  readonly frameMs: number;
  /** Connections at a time; more are closed at once. */
  readonly maxConnections: number;
  /**
   * Answers one frame; `null` closes without an answer.
   *
   * A rejection closes too: it must have told somebody, for nothing is logged here.
   */
  readonly answer: (frame: Buffer) => Promise<Uint8Array | null>;
}

/** Takes one frame per connection and answers it; what is no frame, too long or too slow is closed without a word. */
export class FrameServer {
  readonly #options: FrameServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answering = new Set<Promise<void>>();
  #isStopping = false;

  constructor(options: FrameServerOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = options.maxConnections;
  }

  /** @returns the port. @throws {Error} when the address cannot be listened on. */
  async start(): Promise<number> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => undefined);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Takes no new connection, answers the frames that are complete, closes all others. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all(this.#answering);
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const reader = new FrameReader(this.#options.format);
    const slow = setTimeout(() => socket.destroy(), this.#options.frameMs);
    socket.once('close', () => {
      clearTimeout(slow);
      this.#sockets.delete(socket);
    });
    socket.on('error', () => socket.destroy());
    // The end before the frame is complete; after it, half-closing is allowed.
    const cutOff = () => socket.destroy();
    socket.once('end', cutOff);
    const take = (chunk: Buffer) => {
      const progress = reader.push(chunk);
      if (progress.kind === 'INCOMPLETE') return;
      socket.off('data', take).off('end', cutOff).resume();
      clearTimeout(slow);
      if (progress.kind === 'MALFORMED' || this.#isStopping) {
        socket.destroy();
        return;
      }
      this.#track(this.#answer(socket, progress.frame));
    };
    socket.on('data', take);
  }

  async #answer(socket: Socket, frame: Buffer): Promise<void> {
    const answer = await this.#options.answer(frame).catch(() => null);
    if (answer === null) socket.destroy();
    else
      await new Promise<void>((resolve) => {
        socket.once('close', resolve);
        socket.end(answer, () => socket.destroySoon());
      });
  }

  #track(work: Promise<void>): void {
    this.#answering.add(work);
    void work.finally(() => this.#answering.delete(work));
  }
}
