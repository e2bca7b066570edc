import type { IncomingMessage, ServerResponse } from 'node:http';
import { federationLink } from '../../../support/federationLink.ts';
import type { SeenRequest, TestSubgraph } from '../../../support/serveTestSubgraph.ts';

/** A subgraph that tells of ticks over SSE, with ids, and can resume. What it does wrong a test decides. */
export class Feed implements TestSubgraph {
  readonly sdl = `${federationLink}
    type Query { ready: Boolean }
    type Subscription { ticked(start: Int): Tick  pinged: Int! }
    type Tick { number: Int!  person: Person }
    type Person @key(fields: "id", resolvable: false) { id: ID! }`;
  readonly resolvers = { Query: { ready: () => true } };
  /** Whether ids are given. */
  hasIds = true;
  /** What is answered instead of a stream. */
  refusal: ((response: ServerResponse) => void) | null = null;
  /** `last-event-id` of every stream that was ever opened. */
  readonly openedFrom: (string | undefined)[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  readonly #open = new Set<ServerResponse>();
  #told = 0;

  get open(): number {
    return this.#open.size;
  }

  /** Bytes that its listeners have not taken. */
  get waiting(): number {
    return [...this.#open].reduce((sum, { writableLength }) => sum + writableLength, 0);
  }

  readonly intercept = (request: SeenRequest, response: ServerResponse): void => {
    const { accept, 'last-event-id': from } = request.headers;
    if (!accept?.includes('text/event-stream')) return;
    this.openedFrom.push(typeof from === 'string' ? from : undefined);
    this.headers.push(request.headers);
    if (this.refusal !== null) {
      this.refusal(response);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(this.hasIds && from === undefined ? `id: ${this.#told}\n\n` : ':\n\n');
    if (this.hasIds && from !== undefined) {
      for (let number = Number(from) + 1; number <= this.#told; number++) response.write(this.#tick(number));
    }
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  };

  /** Something happens, whether anybody listens or not. */
  tick(times = 1): void {
    for (let count = 0; count < times; count++) {
      this.#told++;
      this.say(this.#tick(this.#told));
    }
  }

  /** To all who listen, as it is. */
  say(text: string | Buffer): void {
    for (const response of this.#open) response.write(text);
  }

  /** All streams break off. */
  cut(): void {
    for (const response of this.#open) response.destroy();
  }

  /** The source has nothing more to say. */
  complete(): void {
    for (const response of this.#open) response.end('event: complete\ndata:\n\n');
  }

  #tick(number: number): string {
    const person = { __typename: 'Person', id: String(number) };
    const data = { ticked: { __typename: 'Tick', number, person } };
    const id = this.hasIds ? `id: ${number}\n` : '';
    return `event: next\n${id}data: ${JSON.stringify({ data })}\n\n`;
  }
}
