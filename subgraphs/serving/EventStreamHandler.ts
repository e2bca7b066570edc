import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { answerJson } from './answerJson.ts';
import { CallSignal } from './CallSignal.ts';
import { describeError } from './describeError.ts';
import { discardBody } from './discardBody.ts';
import { EventStream } from './EventStream.ts';
import { errorJson } from './errorJson.ts';
import { logRefusal } from './logRefusal.ts';
import { openSubscription, type SubscriptionRequest } from './openSubscription.ts';
import { readJsonBody } from './readJsonBody.ts';
import type { SubgraphEndpoint } from './SubgraphEndpoint.ts';
import { toRefusal } from './toRefusal.ts';
import { verifyRequest } from './verifyRequest.ts';

export interface EventStreamHandlerOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  readonly development: boolean;
  /** The current time, epoch ms. */
  now(): number;
}

/** Shorter than any silence that a caller takes for the end. */
const HEARTBEAT_MS = 15_000;
const EVENT_ID = /^[\x21-\x7e]{1,1024}$/;

/**
 * Answers POST requests that ask for events: GraphQL over SSE, one connection for each subscription. A stream lasts until
 * its caller hangs up; with whose token it began the caller watches.
 */
export class EventStreamHandler<Context extends object> {
  readonly #options: EventStreamHandlerOptions;
  readonly #open = new Set<EventStream>();
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(options: EventStreamHandlerOptions) {
    this.#options = options;
  }

  async answer(
    endpoint: SubgraphEndpoint<Context>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const stream = new EventStream(response);
    try {
      const opened = await openSubscription(await this.#read(endpoint, request, stream));
      if (!(Symbol.asyncIterator in opened)) {
        answerJson(response, 200, JSON.stringify(opened));
        return;
      }
      this.#add(stream);
      await stream.tell(opened);
    } catch (error) {
      this.#fail(error, request, response);
    } finally {
      this.#delete(stream);
    }
  }

  /** Ends every stream, and opens none any more; their callers come back elsewhere, and go on where they were. */
  endAll(): void {
    this.#isStopping = true;
    for (const stream of [...this.#open]) stream.end();
  }

  async #read(
    endpoint: SubgraphEndpoint<Context>,
    request: IncomingMessage,
    { signal, response }: EventStream,
  ): Promise<SubscriptionRequest<Context>> {
    const { maxBodyBytes, schema, development, logger, now } = this.#options;
    if (this.#isStopping) throw new TongbanError('DEADLINE_EXCEEDED', 'The server is stopping');
    const callContext = verifyRequest(request, { ...endpoint, now: now() });
    const call = new CallSignal(callContext.budgetMs, response);
    try {
      const body = await readJsonBody(request, maxBodyBytes);
      call.signal.throwIfAborted();
      const given = request.headers['last-event-id'];
      const lastEventId = typeof given === 'string' && EVENT_ID.test(given) ? given : null;
      return { schema, endpoint, callContext, body, lastEventId, signal, development, logger };
    } finally {
      call.release();
    }
  }

  #fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const { logger, maxBodyBytes } = this.#options;
    if (response.headersSent) {
      // Torn, not completed: the caller opens it again, and goes on where it was.
      if (!response.destroyed) logger.warn({ error: describeError(error) }, 'a stream broke off');
      response.destroy();
      return;
    }
    const { status, error: reason } = logRefusal(logger, error, toRefusal(error));
    if (!request.complete || this.#isStopping) response.setHeader('connection', 'close');
    answerJson(response, status, errorJson(reason));
    if (!request.complete) discardBody(request, maxBodyBytes);
  }

  #add(stream: EventStream): void {
    this.#open.add(stream);
    this.#timer ??= setInterval(() => {
      for (const one of this.#open) one.beat();
    }, HEARTBEAT_MS);
  }

  #delete(stream: EventStream): void {
    this.#open.delete(stream);
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
