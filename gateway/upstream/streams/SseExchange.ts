import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { BodyTooLargeError } from '../BodyTooLargeError.ts';
import type { PostAnswer } from '../PostAnswer.ts';
import { PostExchange } from '../PostExchange.ts';
import { readGraphqlAnswer } from '../readGraphqlAnswer.ts';
import { withoutBytes } from '../withoutBytes.ts';
import { EventStreamParser } from './EventStreamParser.ts';
import { isPassing } from './isPassing.ts';
import { MessageQueue } from './MessageQueue.ts';
import { readStreamEvent } from './readStreamEvent.ts';
import type { StreamMessage } from './StreamTransport.ts';

const AHEAD = 16;
const MAX_EVENT_LENGTH = 4 * 2 ** 20;
/** Of an answer that is no event stream. */
const MAX_ANSWER_BYTES = 2 ** 20;

export interface SseExchangeOptions {
  readonly service: string;
  /** What an answer of 401 means. */
  onUnauthorized(): TongbanError;
  /** Gives up the connection, which is this exchange's own; may be called again. */
  hangUp(reason: Error): void;
}

/** One POST that is answered by an event stream, or by a refusal in JSON. */
export class SseExchange implements Dispatcher.DispatchHandler {
  readonly messages: MessageQueue<StreamMessage>;
  readonly #options: SseExchangeOptions;
  readonly #service: string;
  readonly #parser = new EventStreamParser(MAX_EVENT_LENGTH);
  #controller: Dispatcher.DispatchController | undefined;
  #refusal: PostExchange | undefined;

  /** @param signal - has not aborted; ends the stream. */
  constructor(options: SseExchangeOptions, signal: AbortSignal) {
    this.#options = options;
    this.#service = options.service;
    this.messages = new MessageQueue({
      capacity: AHEAD,
      signal,
      pause: () => this.#controller?.pause(),
      resume: () => this.#controller?.resume(),
      close: () => options.hangUp(new Error('nobody listens any more')),
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    if (status === 401) {
      this.messages.end(this.#options.onUnauthorized());
      return;
    }
    if (isPassing(status)) {
      this.messages.end(this.#brokenOff(undefined, ` (HTTP ${status})`));
      this.#options.hangUp(new Error('the source is away'));
      return;
    }
    const type = String(headers['content-type'] ?? '');
    if (status === 200 && /^text\/event-stream\s*(;|$)/i.test(type)) {
      this.messages.push({ id: null, result: null });
      return;
    }
    this.#refusal = new PostExchange(MAX_ANSWER_BYTES, {
      onAnswer: (_, answer) => this.#takeRefusal(answer),
      onFailure: (_, error) => this.messages.end(this.#toFailure(error)),
    });
    this.#refusal.onConnect((reason = new Error('the answer is not wanted')) => controller.abort(reason));
    this.#refusal.onHeaders(status, toRawHeaders(headers));
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#refusal !== undefined) {
      this.#refusal.onData(chunk);
      return;
    }
    try {
      for (const event of this.#parser.feed(chunk)) {
        const message = readStreamEvent(event, this.#service);
        if (message === 'complete') this.messages.end();
        else if (message !== null) this.messages.push(message, event.data.length);
      }
    } catch (error) {
      this.messages.end(this.#toBadStream(error));
      this.#options.hangUp(new Error('the stream cannot be read'));
    }
  }

  onResponseEnd(): void {
    if (this.#refusal !== undefined) this.#refusal.onComplete();
    // A source that has nothing more to say completes; one that just ends was cut off.
    else this.messages.end(this.#brokenOff());
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.messages.end(this.#brokenOff(withoutBytes(error)));
  }

  #takeRefusal(answer: PostAnswer): void {
    try {
      this.messages.push({ id: null, result: readGraphqlAnswer(answer, this.#service) });
      this.messages.end();
    } catch (error) {
      this.messages.end(isOwnFailure(answer, error) ? this.#failed(answer.status) : error);
    }
  }

  #failed(status: number): TongbanError {
    const message = `${this.#service} failed to open a stream (HTTP ${status})`;
    return new TongbanError('JURISDICTION_BAD_RESPONSE', message, { retryable: true });
  }

  /** Why a refusal could not be read to its end. */
  #toFailure(cause: unknown): TongbanError {
    if (!(cause instanceof BodyTooLargeError)) return this.#brokenOff(cause);
    const message = `The answer of ${this.#service} is too large`;
    return new TongbanError('JURISDICTION_BAD_RESPONSE', message, { cause });
  }

  #brokenOff(cause?: unknown, how = ''): TongbanError {
    const message = `The stream of ${this.#service} broke off${how}`;
    return new TongbanError('JURISDICTION_UNAVAILABLE', message, { cause });
  }

  /** The parser's words may quote what it read, so they are not kept. */
  #toBadStream(error: unknown): TongbanError {
    if (error instanceof TongbanError) return error;
    const message = `The stream of ${this.#service}`;
    return error instanceof RangeError
      ? new TongbanError('JURISDICTION_BAD_RESPONSE', `${message} has an event that is too large`)
      : new TongbanError('BAD_ENCODING', `${message} has bytes outside its charset`);
  }
}

/** A source that fails and says nothing in GraphQL has refused nothing: it may be coming back, and to ask again changes nothing. */
const isOwnFailure = ({ status }: PostAnswer, error: unknown): boolean =>
  status >= 500 && error instanceof TongbanError && error.code === 'JURISDICTION_BAD_RESPONSE';

const toRawHeaders = (headers: IncomingHttpHeaders): Buffer[] =>
  Object.entries(headers).flatMap(([name, given]) =>
    [given ?? []].flat().flatMap((value) => [Buffer.from(name), Buffer.from(value, 'latin1')]),
  );
