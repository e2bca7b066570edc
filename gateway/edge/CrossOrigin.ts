import type { IncomingMessage } from 'node:http';

type Headers = Readonly<Record<string, string>>;

const NONE: Headers = {};
const EXPOSED = ['x-request-id', 'retry-after'];
const GRAPHQL = {
  methods: 'GET, POST',
  headers: [
    'content-type',
    'accept-language',
    'last-event-id',
    'authorization',
    'apollo-require-preflight',
    'apollographql-client-name',
    'apollographql-client-version',
    'x-apollo-operation-name',
    'x-request-id',
    'traceparent',
    'tracestate',
  ],
};

/** Which web pages of other origins may read answers; none, unless configured. Cookies are never asked for. */
export class CrossOrigin {
  #origins: ReadonlySet<string>;

  /** @param origins - such as `https://portal.example`; `*` means any. */
  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  /** Takes other origins. */
  take(origins: readonly string[]): void {
    this.#origins = new Set(origins);
  }

  /** @param exposed - headers of answers that a page may read, beside those of every answer. */
  headersFor({ headers: { origin } }: IncomingMessage, exposed: readonly string[] = []): Headers {
    if (this.#origins.size === 0) return NONE;
    const readable = [...EXPOSED, ...exposed].join(', ');
    if (this.#origins.has('*')) {
      return { 'access-control-allow-origin': '*', 'access-control-expose-headers': readable };
    }
    if (origin === undefined || !this.#origins.has(origin)) return { vary: 'origin' };
    return {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': readable,
      vary: 'origin',
    };
  }

  /** Whether a WebSocket may be opened: browsers let any page open one to anywhere, and only say which page it is. */
  admits({ headers: { origin, host } }: IncomingMessage): boolean {
    if (origin === undefined || this.#origins.has('*') || this.#origins.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  /**
   * What an allowed page learns in addition, before it sends a request of more than the simplest kind.
   *
   * @param allowed - default those of GraphQL.
   */
  preflightHeadersFor(
    request: IncomingMessage,
    allowed: { readonly methods: string; readonly headers: readonly string[] } = GRAPHQL,
  ): Headers {
    if (this.headersFor(request)['access-control-allow-origin'] === undefined) return NONE;
    return {
      'access-control-allow-methods': allowed.methods,
      'access-control-allow-headers': allowed.headers.join(', '),
      'access-control-max-age': '600',
    };
  }
}
