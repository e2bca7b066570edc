import type { ServerResponse } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamContext } from '../../execute/subscribeOperation.ts';
import type { VerifiedToken } from '../auth/VerifiedTokens.ts';
import type { Exchange } from '../Exchange.ts';
import type { GraphqlResult } from '../graphql/GraphqlResult.ts';
import type { Ending, LiveClient } from './LiveClient.ts';
import type { LiveEvent, LiveEvents } from './LiveEvents.ts';
import { piecesOf } from './piecesOf.ts';
import { refusedBy } from './refusedBy.ts';

/** The answer to a request for events, one operation each (distinct connections of GraphQL over SSE). */
export class SseClient implements LiveClient {
  readonly token: VerifiedToken | null;
  readonly #exchange: Exchange;
  readonly #response: ServerResponse;
  readonly #context: Pick<StreamContext, 'language' | 'requestId'>;
  #stalledSince: number | null = null;
  /** Of a text that is being taken: what is not handed over yet. */
  readonly #rest: (string | Buffer)[] = [];
  /** Whether its operation may be one that has an answer. */
  #isAwaiting = true;
  /** Why it ends once it is known that nobody waits for an answer. */
  #leaving: 'expired' | 'stopping' | null = null;
  #farewell: NodeJS.Timeout | undefined;
  #goOn: () => void = () => undefined;

  constructor(
    exchange: Exchange,
    context: Pick<StreamContext, 'language' | 'requestId'>,
    token: VerifiedToken | null,
  ) {
    this.#exchange = exchange;
    this.#response = exchange.response;
    this.#context = context;
    this.token = token;
    const goOn = (): void => {
      this.#stalledSince = null;
      this.#goOn();
    };
    this.#response.on('drain', () => {
      this.#stalledSince = null;
      if (this.#handOver()) goOn();
    });
    exchange.onClose(() => {
      clearTimeout(this.#farewell);
      this.#rest.length = 0;
      goOn();
    });
  }

  get stalledSince(): number | null {
    return this.#stalledSince;
  }

  /** Resolves when the client has room for more, or is gone. */
  async send({ id, result }: LiveEvent): Promise<void> {
    const head = id === null ? '' : `id: ${id}\n`;
    const isTaken = this.#write(result === null ? `${head}\n` : `event: next\n${head}${dataOf(result)}`);
    if (isTaken || this.#response.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** Asks for the next event when the one before is taken. */
  async sendAll(events: LiveEvents): Promise<void> {
    this.#isAwaiting = false;
    if (this.#leaving !== null) this.end(this.#leaving);
    for (let event = await events.next(); event !== null; event = await events.next()) await this.send(event);
  }

  /** The operation has ended, and with it the answer. */
  complete(): void {
    if (this.#write(COMPLETE) !== null) this.#finish();
  }

  /** A comment, so that nobody between takes the connection for dead. */
  beat(): void {
    if (this.#stalledSince === null) this.#write(':\n\n');
  }

  end(ending: Ending): void {
    if ((ending === 'expired' || ending === 'stopping') && this.#isAwaiting) {
      if (this.#leaving !== 'expired') this.#leaving = ending;
      return;
    }
    switch (ending) {
      case 'expired': {
        const error = new TongbanError('UNAUTHENTICATED', 'The token has expired');
        this.#write(`event: next\n${dataOf({ errors: [refusedBy(error, this.#context)] })}${COMPLETE}`);
        break;
      }
      case 'stalled':
        this.#exchange.cut();
        return;
      case 'stopping':
      case 'late':
    }
    // Without a completion, clients of SSE come back to a stream that just ends.
    this.#finish();
    this.#farewell ??= setTimeout(() => this.#exchange.cut(), FAREWELL_MS).unref();
  }

  /** An end is not sent either to who takes nothing: from now on that counts against it. */
  #finish(): void {
    for (const piece of this.#rest.splice(0)) this.#response.write(piece);
    this.#stalledSince ??= performance.now();
    this.#response.end();
  }

  /** @returns whether there is room for more; `null`: the answer is over. */
  #write(text: string): boolean | null {
    if (this.#response.writableEnded || this.#response.destroyed) return null;
    this.#rest.push(...piecesOf(text));
    return this.#handOver();
  }

  /** Piece by piece, so that who takes a long text slowly is seen to take it. @returns whether there is room for more. */
  #handOver(): boolean {
    for (let piece = this.#rest.shift(); piece !== undefined; piece = this.#rest.shift()) {
      if (this.#response.write(piece)) continue;
      this.#stalledSince ??= performance.now();
      return false;
    }
    return true;
  }
}

/** Who has not taken a farewell by then takes nothing: its source and its place are not kept for it. */
const FAREWELL_MS = 1_000;
const COMPLETE = 'event: complete\ndata:\n\n';

const dataOf = (result: GraphqlResult): string => `data: ${JSON.stringify(result)}\n\n`;
