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
  /** Bytes that all connections may have sent; one that would exceed it is closed. */
  readonly maxBytes: number;
  /** Whether a peer that half-closes its connection has left; default `false`: it waits for the answer. */
  readonly endLeaves?: boolean;
  /**
   * Answers one frame; `null` closes without an answer.
   *
   * A rejection closes too: it must have told somebody, for nothing is logged here.
   *
   * @param left - aborted when nobody waits for the answer any more.
   */
  readonly answer: (frame: Buffer, left: AbortSignal) => Promise<Uint8Array | null>;
}

/** Takes one frame per connection and answers it; what is no frame, too long, too slow or too much is closed without a word. */
export class FrameServer {
  readonly #options: FrameServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answering = new Set<Promise<void>>();
  #heldBytes = 0;
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
    const { format, maxBytes, endLeaves = false } = this.#options;
    const reader = new FrameReader(format);
    const left = new AbortController();
    const leave = () => left.abort(new Error('the peer left'));
    let heldBytes = 0;
    const slow = setTimeout(() => socket.destroy(), this.#options.frameMs);
    socket.once('close', () => {
      clearTimeout(slow);
      leave();
      this.#heldBytes -= heldBytes;
      this.#sockets.delete(socket);
    });
    socket.on('error', () => socket.destroy());
    // The end before the frame is complete; after it, half-closing is allowed.
    const cutOff = () => socket.destroy();
    socket.once('end', cutOff);
    const take = (chunk: Buffer) => {
      if (this.#heldBytes + chunk.byteLength > maxBytes) return void socket.destroy();
      heldBytes += chunk.byteLength;
      this.#heldBytes += chunk.byteLength;
      const progress = reader.push(chunk);
      if (progress.kind === 'INCOMPLETE') return;
      socket.off('data', take).off('end', cutOff).resume();
      clearTimeout(slow);
      if (progress.kind === 'MALFORMED' || this.#isStopping) {
        socket.destroy();
        return;
      }
      if (endLeaves) socket.once('end', leave);
      this.#track(this.#answer(socket, progress.frame, left.signal));
    };
    socket.on('data', take);
  }

  async #answer(socket: Socket, frame: Buffer, left: AbortSignal): Promise<void> {
    const answer = await this.#options.answer(frame, left).catch(() => null);
    if (answer === null || socket.destroyed) socket.destroy();
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
