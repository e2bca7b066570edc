import type { SubscribePayload } from 'graphql-ws';
import type { StreamContext } from '../../execute/subscribeOperation.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { parseBody } from '../graphql/parseBody.ts';
import { tooDeep } from '../graphql/tooDeep.ts';
import type { LiveEvents } from './LiveEvents.ts';
import type { LiveOperations, LiveOutcome } from './LiveOperations.ts';
import type { SocketSession } from './SocketSession.ts';

/** One operation of a socket. What the client sent of it is let go of once it is begun: it may run for days. */
export class SocketOperation {
  readonly #session: SocketSession;
  readonly #operations: LiveOperations;
  readonly #limits: EdgeLimits;
  readonly #gone = new AbortController();
  readonly #context: StreamContext;
  #events: LiveEvents | undefined;
  #closeStream: () => void = () => undefined;

  constructor(session: SocketSession, operations: LiveOperations, limits: EdgeLimits) {
    this.#session = session;
    this.#operations = operations;
    this.#limits = limits;
    this.#context = session.contextFor(this.#gone.signal);
  }

  /** Whether the client has enough of it, or is gone: nothing more is said of it. */
  get isOver(): boolean {
    return this.#gone.signal.aborted;
  }

  /**
   * Never rejects: what goes wrong is a result with errors.
   *
   * @param underWay - operations of the socket, with this one.
   */
  async begin(payload: SubscribePayload, underWay: number): Promise<LiveOutcome['answer']> {
    try {
      this.#session.requireRoom(underWay);
      const parameters = parseBody(this.#write(payload), this.#limits);
      const { answer } = await this.#operations.run({
        parameters,
        context: this.#context,
        lastEventId: null,
      });
      if (answer.kind === 'events') await this.#listen(answer.events);
      return answer;
    } catch (error) {
      return { kind: 'single', result: this.refuse(error) };
    }
  }

  /** What went wrong with it, as its client is told. */
  refuse(error: unknown) {
    return this.#operations.refuse(error, this.#context);
  }

  /** At once, whatever is under way; does not reject. */
  async end(): Promise<void> {
    if (this.isOver) return;
    this.#gone.abort(new Error('the client has enough'));
    await this.#close();
  }

  async #listen(events: LiveEvents): Promise<void> {
    this.#events = events;
    if (this.isOver) await this.#close();
    else this.#closeStream = this.#session.openStream();
  }

  async #close(): Promise<void> {
    this.#closeStream();
    try {
      await this.#events?.close();
    } catch (error) {
      // For the log: nobody else is there to be told.
      this.#operations.describe(error, this.#context);
    }
  }

  /** @throws {HttpRefusal} where it is so deep that it overflows the stack of whoever writes it. */
  #write(payload: SubscribePayload): string {
    try {
      return JSON.stringify(payload);
    } catch {
      throw tooDeep('The body', this.#limits.nesting);
    }
  }
}
