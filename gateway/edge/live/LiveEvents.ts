import type { OperationResult } from '../../execute/executeOperation.ts';
import type { OperationEvent } from '../../execute/OperationEvent.ts';
import type { GraphqlResult } from '../graphql/GraphqlResult.ts';

/** An event as the client gets it. */
export interface LiveEvent {
  readonly id: string | null;
  readonly result: GraphqlResult | null;
}

/** Events of one subscription, asked for one by one: what the client has not taken yet is not worked on. */
export class LiveEvents {
  readonly #events: AsyncGenerator<OperationEvent, undefined>;
  readonly #format: (result: GraphqlResult) => GraphqlResult;
  readonly #onEnd: () => void;

  /** @param onEnd - called when there are no more, however it came to that. */
  constructor(
    events: AsyncGenerator<OperationEvent, undefined>,
    format: (result: GraphqlResult) => GraphqlResult,
    onEnd: () => void,
  ) {
    this.#events = events;
    this.#format = format;
    this.#onEnd = onEnd;
  }

  /** @returns `null` at the end; the subscription's signal brings it about. */
  async next(): Promise<LiveEvent | null> {
    try {
      const { done, value } = await this.#events.next();
      if (!done && value !== undefined) return this.#toLiveEvent(value);
    } catch (error) {
      this.#onEnd();
      throw error;
    }
    this.#onEnd();
    return null;
  }

  /** Reads no more; the subscription's signal must have aborted. */
  async close(): Promise<void> {
    this.#onEnd();
    await this.#events.return(undefined);
  }

  #toLiveEvent({ id, result }: OperationEvent): LiveEvent {
    return { id, result: result === null ? null : this.#format(toPlain(result)) };
  }
}

const toPlain = ({ data, errors }: OperationResult): GraphqlResult => ({
  ...(data !== undefined && { data }),
  ...(errors !== undefined && { errors: errors.map((error) => error.toJSON()) }),
});
