import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';

/** A WebSocket whose other side takes what it is sent when it is told to. */
export class QuietSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  /** What was handed over, whether it was taken or not. */
  readonly sent: string[] = [];
  readonly pings: number[] = [];
  closed: readonly [number, string] | undefined;
  isTerminated = false;
  readonly #untaken: { readonly bytes: number; readonly onTaken: () => void }[] = [];

  get bufferedAmount(): number {
    return this.#untaken.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  send(piece: string | Buffer, _: object, onTaken: () => void): void {
    this.sent.push(String(piece));
    this.#untaken.push({ bytes: Buffer.byteLength(piece), onTaken });
  }

  /** @returns whether there was something to take. */
  take(): boolean {
    const first = this.#untaken.shift();
    first?.onTaken();
    return first !== undefined;
  }

  ping(): void {
    this.pings.push(this.sent.length);
  }

  close(code: number, reason: string): void {
    this.readyState = 2;
    this.closed = [code, reason];
  }

  terminate(): void {
    this.readyState = 3;
    this.isTerminated = true;
  }

  asSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
