import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Cancellation } from '../../Cancellation.ts';
import type { Exchange } from '../Exchange.ts';
import { HttpRefusal } from '../HttpRefusal.ts';

/**
 * Reads a body of JSON in UTF-8, and asks for it where its client waits for that.
 *
 * @param maxBytes - it is not kept beyond this.
 * @param signal - ends the wait for a body that does not come.
 * @throws {HttpRefusal} 415 for another content type, charset or a compressed body; 413 above `maxBytes`; 400 for bytes
 *   outside UTF-8 or a body that ends early; 408 when the signal aborts.
 */
export async function readBody(exchange: Exchange, maxBytes: number, signal: Cancellation): Promise<string> {
  const { request } = exchange;
  expectJson(request);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  exchange.askForBody();
  const bytes = await new BodyReader(request, maxBytes, signal).read();
  if (!isUtf8(bytes)) throw refusal(400, 'The body is not UTF-8');
  return bytes.toString('utf8', startsWithMark(bytes) ? 3 : 0);
}

function expectJson({ headers }: IncomingMessage): void {
  // What nearly all clients write.
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined) return;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') throw refusal(415, 'The body must be application/json');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw refusal(415, 'The body must be in UTF-8');
  }
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw refusal(415, 'The body must not be compressed');
  }
}

const startsWithMark = (bytes: Buffer): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/**
 * Collects a body; one object with few listeners, as this happens for every request. A request may live for as long as its
 * stream of events, and its listeners with it: once the body is read nothing here holds it.
 */
class BodyReader {
  readonly #request: IncomingMessage;
  readonly #maxBytes: number;
  readonly #signal: Cancellation;
  #chunks: Buffer[] = [];
  #size = 0;
  #isSettled = false;
  #resolve: (bytes: Buffer) => void = ignore;
  #reject: (error: HttpRefusal) => void = ignore;

  constructor(request: IncomingMessage, maxBytes: number, signal: Cancellation) {
    this.#request = request;
    this.#maxBytes = maxBytes;
    this.#signal = signal;
  }

  read(): Promise<Buffer> {
    const bytes = new Promise<Buffer>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const request = this.#request;
    request.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose);
    // Without a listener the error of a torn connection would end the process; `close` follows it.
    request.on('error', ignore);
    this.#signal.addEventListener('abort', this);
    if (this.#signal.aborted) this.handleEvent();
    return bytes;
  }

  /** The signal has aborted. */
  handleEvent(): void {
    this.#fail(refusal(408, 'The body did not come in time'));
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#isSettled) return;
    this.#size += chunk.byteLength;
    if (this.#size > this.#maxBytes) this.#fail(tooLarge(this.#maxBytes));
    else this.#chunks.push(chunk);
  };

  readonly #onEnd = (): void => {
    if (this.#isSettled) return;
    const [first, ...others] = this.#chunks;
    this.#resolve(
      first !== undefined && others.length === 0 ? first : Buffer.concat(this.#chunks, this.#size),
    );
    this.#release();
  };

  readonly #onClose = (): void => {
    if (!this.#isSettled) this.#fail(refusal(400, 'The body ended early'));
  };

  #fail(error: HttpRefusal): void {
    if (this.#isSettled) return;
    this.#request.off('data', this.#onData);
    this.#reject(error);
    this.#release();
  }

  #release(): void {
    this.#isSettled = true;
    this.#chunks = [];
    this.#resolve = ignore;
    this.#reject = ignore;
    this.#signal.removeEventListener('abort', this);
  }
}

const ignore = (): void => undefined;

const tooLarge = (maxBytes: number) => refusal(413, `The body is larger than ${maxBytes} bytes`);

const refusal = (status: number, message: string) =>
  new HttpRefusal(status, new TongbanError('BAD_REQUEST', message));
