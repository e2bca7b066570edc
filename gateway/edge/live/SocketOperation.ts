import { type DocumentNode, type ExecutionArgs, type GraphQLError, GraphQLSchema, parse } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { EdgeLimits } from '../edgeLimits.ts';
import { parseBody } from '../graphql/parseBody.ts';
import { tooDeep } from '../graphql/tooDeep.ts';
import type { LiveOperations, LiveOutcome } from './LiveOperations.ts';
import { SocketError } from './SocketError.ts';
import { SocketResult } from './SocketResult.ts';
import type { SocketSession } from './SocketSession.ts';

/** The library only looks at which kind of operation it is. */
const DOCUMENTS: Readonly<Record<'single' | 'events', DocumentNode>> = {
  single: parse('{ answer }', { noLocation: true }),
  events: parse('subscription { events }', { noLocation: true }),
};
const SCHEMA = new GraphQLSchema({});

type Outcome = IteratorResult<SocketResult, undefined>;

/**
 * One operation of a socket, in the form in which the protocol's library takes results: asked for one by one, the next when
 * the one before is on its way.
 */
export class SocketOperation implements AsyncGenerator<SocketResult, undefined> {
  readonly #session: SocketSession;
  readonly #operations: LiveOperations;
  readonly #limits: EdgeLimits;
  readonly #gone = new AbortController();
  #answer: LiveOutcome['answer'] | undefined;
  #closeStream: () => void = () => undefined;

  constructor(session: SocketSession, operations: LiveOperations, limits: EdgeLimits) {
    this.#session = session;
    this.#operations = operations;
    this.#limits = limits;
  }

  /**
   * @param underWay - operations of the socket, with this one.
   * @returns what the library goes on with, or why nothing is executed.
   */
  async begin(payload: SubscribePayload, underWay: number): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const context = this.#session.contextFor(this.#gone.signal);
    try {
      this.#session.requireRoom(underWay);
      const parameters = parseBody(this.#write(payload), this.#limits);
      const { answer } = await this.#operations.run({ parameters, context, lastEventId: null });
      this.#answer = answer;
    } catch (error) {
      return [new SocketError(this.#operations.describe(error, context))];
    }
    const { kind } = this.#answer;
    if (kind === 'events') this.#closeStream = this.#session.openStream();
    const refusals =
      kind === 'single' && this.#answer.result.data === undefined && this.#answer.result.errors;
    if (refusals) return refusals.map((error) => new SocketError(error));
    return { schema: SCHEMA, document: DOCUMENTS[kind], contextValue: this };
  }

  /** @throws {HttpRefusal} where it is so deep that it overflows the stack of whoever writes it. */
  #write(payload: SubscribePayload): string {
    try {
      return JSON.stringify(payload);
    } catch {
      throw tooDeep('The body', this.#limits.nesting);
    }
  }

  /** Of a query or a mutation. */
  get result(): SocketResult {
    return new SocketResult(this.#answer?.kind === 'single' ? this.#answer.result : { data: null });
  }

  async next(): Promise<Outcome> {
    if (this.#answer?.kind !== 'events') return END;
    const { events } = this.#answer;
    for (let event = await events.next(); event !== null; event = await events.next()) {
      // Ids have no place in this protocol: who wants to resume takes a cursor from the payload.
      if (event.result !== null) return { done: false, value: new SocketResult(event.result) };
    }
    return this.#over();
  }

  /** The client has enough, or is gone: at once, whatever is under way. */
  async return(): Promise<Outcome> {
    this.#gone.abort(new Error('the client has enough'));
    if (this.#answer?.kind === 'events') await this.#answer.events.close();
    return this.#over();
  }

  #over(): Outcome {
    this.#closeStream();
    this.#closeStream = () => undefined;
    return END;
  }

  async throw(): Promise<Outcome> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const END: Outcome = { done: true, value: undefined };
