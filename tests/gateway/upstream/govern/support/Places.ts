import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a place does with a request; it has been read. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** Many places behind one origin, as servers of a department are: `/43/graphql` is Hunan's. */
export class Places {
  readonly #server: Server;
  #port = 0;
  #open = 0;
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #arrived = new Map<string, string[]>();

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.#open++;
      response.once('close', () => this.#open--);
      const [, place = ''] = (request.url ?? '').split('/');
      const body = await text(request);
      this.bodies(place).push(body);
      (this.#behaviours.get(place) ?? answer)(response, request, body);
    });
  }

  static async open(): Promise<Places> {
    const places = new Places();
    places.#server.listen(0, '127.0.0.1');
    await once(places.#server, 'listening');
    places.#port = (places.#server.address() as AddressInfo).port;
    return places;
  }

  urlOf(place: string): string {
    return `http://127.0.0.1:${this.#port}/${place}/graphql`;
  }

  behave(place: string, behaviour: Behaviour): void {
    this.#behaviours.set(place, behaviour);
  }

  /** What was asked of a place so far. */
  bodies(place: string): string[] {
    const bodies = this.#arrived.get(place) ?? [];
    this.#arrived.set(place, bodies);
    return bodies;
  }

  /** Requests whose connection still stands and that have no whole answer. */
  get open(): number {
    return this.#open;
  }

  /** Ends every connection. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  /** Nobody listens any more; connections are cut. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

export const answer: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"a":1}}');
};
