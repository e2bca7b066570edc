import type { WebSocket } from 'ws';
import { piecesOf } from './piecesOf.ts';

/** A text that is on its way, or waits for it. */
interface Letter {
  readonly pieces: (string | Buffer)[];
  readonly bytes: number;
  onSent(): void;
}

/**
 * What is said on a WebSocket, in order. A long text goes in fragments (RFC 6455, 5.4), each when the one before is taken:
 * who takes it slowly is seen to take it.
 */
export class SocketOutbox {
  readonly #socket: WebSocket;
  readonly #letters: Letter[] = [];
  /** Of all letters. */
  #bytes = 0;
  #unsent = 0;
  #stalledSince: number | null = null;
  #isFragmentOpen = false;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Since when nothing was taken of what was said, by `performance.now()`; `null`: all is taken. */
  get stalledSince(): number | null {
    return this.#stalledSince;
  }

  /** Bytes that have yet to be taken. */
  get bytes(): number {
    return this.#socket.bufferedAmount + this.#bytes;
  }

  /** As `bytes`, without those of a text that is being taken. */
  get bytesBehind(): number {
    return this.bytes - (this.#letters[0]?.bytes ?? 0);
  }

  /** Resolves when it is taken, or the socket is closed. */
  send(text: string): Promise<void> {
    this.#unsent++;
    this.#stalledSince ??= performance.now();
    return new Promise((resolve) => {
      const pieces = piecesOf(text);
      const bytes = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
      this.#letters.push({ pieces, bytes, onSent: resolve });
      this.#bytes += bytes;
      this.#goOn();
    });
  }

  /** Waits for nobody any more, so that what follows, a farewell, follows at once. */
  flush(): void {
    for (let letter = this.#letters[0]; letter !== undefined; letter = this.#letters[0])
      this.#sendPiece(letter);
  }

  #goOn(): void {
    for (let letter = this.#letters[0]; letter !== undefined; letter = this.#letters[0]) {
      if (this.#isFragmentOpen) return;
      this.#isFragmentOpen = letter.pieces.length > 1;
      this.#sendPiece(letter);
    }
  }

  #sendPiece(letter: Letter): void {
    const piece = letter.pieces.shift() ?? '';
    const fin = letter.pieces.length === 0;
    if (fin) {
      this.#letters.shift();
      this.#bytes -= letter.bytes;
    }
    this.#socket.send(piece, { binary: false, fin }, () => {
      if (fin) this.#unsent--;
      this.#stalledSince = this.#unsent === 0 ? null : performance.now();
      if (fin) letter.onSent();
      else {
        this.#isFragmentOpen = false;
        this.#goOn();
      }
    });
  }
}
