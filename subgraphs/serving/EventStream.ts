import type { ServerResponse } from 'node:http';
import type { StreamMessage } from './openSubscription.ts';

/** The answer to one subscription. */
export class EventStream {
  readonly response: ServerResponse;
  readonly #controller = new AbortController();
  #isFull = false;
  #goOn: () => void = () => undefined;

  constructor(response: ServerResponse) {
    this.response = response;
    const goOn = (): void => {
      this.#isFull = false;
      this.#goOn();
    };
    response.on('drain', goOn).once('close', () => {
      this.#controller.abort(new Error('the caller hung up'));
      goOn();
    });
  }

  /** Aborts when nobody listens any more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Tells one message after the other, the next when the one before is on its way, and completes after the last. */
  async tell(messages: AsyncIterable<StreamMessage>): Promise<void> {
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    this.response.flushHeaders();
    for await (const { eventId, result } of messages) {
      const id = `id: ${eventId}\n`;
      await this.#write(
        result === null ? `${id}\n` : `event: next\n${id}data: ${JSON.stringify(result)}\n\n`,
      );
    }
    if (!this.signal.aborted) this.response.end('event: complete\ndata:\n\n');
  }

  /** A comment, so that the caller does not take the connection for dead. */
  beat(): void {
    if (!this.#isFull) this.response.write(':\n\n');
  }

  /** Ends without completing. */
  end(): void {
    this.#controller.abort(new Error('the server stops'));
    this.response.end();
  }

  async #write(text: string): Promise<void> {
    if (this.signal.aborted || this.response.write(text)) return;
    this.#isFull = true;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }
}
