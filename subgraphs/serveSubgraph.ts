import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import type { Logger } from 'pino';
import { answerJson } from './serving/answerJson.ts';
import { closeServer } from './serving/closeServer.ts';
import { createApolloServer } from './serving/createApolloServer.ts';
import { EventStreamHandler } from './serving/EventStreamHandler.ts';
import { GraphQLRequestHandler } from './serving/GraphQLRequestHandler.ts';
import { isolateEntities } from './serving/isolateEntities.ts';
import { isolateReferences } from './serving/isolateReferences.ts';
import { type ListenAddress, listen } from './serving/listen.ts';
import type { OpenRoute } from './serving/OpenRoute.ts';
import type { SignedRoute } from './serving/SignedRoute.ts';
import { SignedRouteHandler } from './serving/SignedRouteHandler.ts';
import type { SubgraphEndpoint } from './serving/SubgraphEndpoint.ts';

export interface SubgraphOptions<Context extends object> {
  /** The subgraph's SDL text. */
  readonly sdl: string;
  /** The generated `Resolvers` of this SDL: types by name, each with its fields' resolvers. */
  readonly resolvers: Readonly<Record<string, object>>;
  /** At least one; each has its own path, audience and key. */
  readonly endpoints: readonly SubgraphEndpoint<Context>[];
  /** What is answered beside GraphQL, for other servers of ours; default none. */
  readonly routes?: readonly SignedRoute[];
  /** What is answered to others; default none. */
  readonly openRoutes?: readonly OpenRoute[];
  /** In how many milliseconds a request must have come whole, default 15,000. */
  readonly requestMs?: number;
  /** Default 127.0.0.1 and a free port. */
  readonly listen?: Partial<ListenAddress>;
  readonly logger: Logger;
  /** Answers `/ready`; default: ready as soon as it listens. It must not take longer than about a second. */
  isReady?(): Promise<boolean>;
  /** Allows introspection and shows graphql-js' own messages. Default `false`. */
  readonly development?: boolean;
  /** Default 2 MiB. */
  readonly maxBodyBytes?: number;
  /** How long `stop` lets open requests finish, default 5,000. */
  readonly drainMs?: number;
  /** The current time, epoch ms; default the system's. */
  now?(): number;
}

/** A running subgraph. */
export interface SubgraphServer {
  readonly port: number;
  /** The origin, without a path: `http://127.0.0.1:4101`. */
  readonly url: string;
  /** Takes no new request, lets open ones finish within `drainMs`, then aborts them; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Serves a subgraph over HTTP: its GraphQL endpoints, `/health` (the process lives) and `/ready` (it can serve).
 *
 * Every GraphQL request, `_service` included, needs a valid signed call context; without one it is answered with 401
 * and nothing is executed. Subscriptions are answered by events (SSE) to whoever asks for `text/event-stream` first.
 *
 * @throws {Error} with one line when the address is taken, or when SDL and resolvers do not fit.
 */
export async function serveSubgraph<Context extends object>(
  options: SubgraphOptions<Context>,
): Promise<SubgraphServer> {
  const { logger, drainMs = 5_000, development = false } = options;
  let stopping = false;
  const schema = buildSchema(options);
  const apollo = createApolloServer<Context>({
    schema,
    development,
    logger,
  });
  const handler = new GraphQLRequestHandler<Context>({
    apollo,
    logger,
    maxBodyBytes: options.maxBodyBytes ?? 2 * 1_024 * 1_024,
    isStopping: () => stopping,
    now: options.now ?? Date.now,
  });
  const streams = new EventStreamHandler<Context>({
    schema,
    logger,
    development,
    maxBodyBytes: options.maxBodyBytes ?? 2 * 1_024 * 1_024,
    now: options.now ?? Date.now,
  });
  const routes = new SignedRouteHandler({ logger, isStopping: () => stopping, now: options.now ?? Date.now });
  const router = new Router(options, { handler, streams, routes, isStopping: () => stopping });

  await apollo.start();
  const address = { host: options.listen?.host ?? '127.0.0.1', port: options.listen?.port ?? 0 };
  const { server, port } = await listen(
    (request, response) => void router.route(request, response),
    address,
    options.requestMs,
  );

  const stop = async (): Promise<void> => {
    stopping = true;
    streams.endAll();
    await closeServer(server, drainMs, () => {
      handler.abortAll('The server is stopping');
      routes.abortAll('The server is stopping');
    });
    await apollo.stop();
  };
  let stopped: Promise<void> | undefined;
  return { port, url: `http://${authority(address.host)}:${port}`, stop: () => (stopped ??= stop()) };
}

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>;

function buildSchema<Context extends object>({ sdl, resolvers }: SubgraphOptions<Context>): GraphQLSchema {
  const isolated = isolateReferences(resolvers);
  if (!isResolverMap(isolated)) throw new Error('resolvers must be functions, or sources of events');
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: isolated });
  isolateEntities(schema);
  return schema;
}

function isResolverMap(resolvers: Readonly<Record<string, object>>): resolvers is ResolverMap {
  return Object.values(resolvers).every((fields) =>
    Object.values(fields).every((resolve) => typeof resolve === 'function' || 'subscribe' in Object(resolve)),
  );
}

interface RouterParts<Context extends object> {
  readonly handler: GraphQLRequestHandler<Context>;
  readonly streams: EventStreamHandler<Context>;
  readonly routes: SignedRouteHandler;
  isStopping(): boolean;
}

const KEY = /^[A-Za-z0-9._-]{1,128}$/;

/** Which path is answered by whom. */
class Router<Context extends object> {
  readonly #endpoints: ReadonlyMap<string, SubgraphEndpoint<Context>>;
  readonly #routes: ReadonlyMap<string, SignedRoute>;
  readonly #openRoutes: ReadonlyMap<string, OpenRoute>;
  readonly #parts: RouterParts<Context>;
  readonly #isReady: () => Promise<boolean>;

  constructor(
    { endpoints, routes, openRoutes, isReady }: SubgraphOptions<Context>,
    parts: RouterParts<Context>,
  ) {
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
    this.#routes = new Map((routes ?? []).map((route) => [route.path, route]));
    this.#openRoutes = new Map((openRoutes ?? []).map((route) => [route.path, route]));
    this.#parts = parts;
    this.#isReady = isReady ?? (async () => true);
  }

  async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?');
    const endpoint = this.#endpoints.get(path);
    if (endpoint !== undefined) {
      const { handler, streams } = this.#parts;
      const wantsEvents =
        request.method === 'POST' && request.headers.accept?.startsWith('text/event-stream');
      return (wantsEvents ? streams : handler).answer(endpoint, request, response);
    }
    const found = this.#findRoute(path);
    if (found !== null) return this.#parts.routes.answer(found, request, response);
    if (this.#parts.isStopping()) response.setHeader('connection', 'close');
    const start = path.lastIndexOf('/') + 1;
    const open = this.#openRoutes.get(path.slice(0, start));
    if (open !== undefined && KEY.test(path.slice(start)))
      return open.answer(path.slice(start), request, response);

    request.resume();
    if (path === '/health') return answerJson(response, 200, '{"status":"alive"}');
    if (path === '/ready') return this.#answerReady(response);
    answerJson(response, 404, '{"error":"not found"}');
  }

  #findRoute(path: string): { readonly route: SignedRoute; readonly key: string } | null {
    const exact = path.endsWith('/') ? undefined : this.#routes.get(path);
    if (exact !== undefined) return { route: exact, key: '' };
    const start = path.lastIndexOf('/') + 1;
    const route = this.#routes.get(path.slice(0, start));
    const key = path.slice(start);
    return route !== undefined && KEY.test(key) ? { route, key } : null;
  }

  async #answerReady(response: ServerResponse): Promise<void> {
    const ready = !this.#parts.isStopping() && (await this.#isReady().catch(() => false));
    answerJson(response, ready ? 200 : 503, JSON.stringify({ status: ready ? 'ready' : 'not ready' }));
  }
}

function authority(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
