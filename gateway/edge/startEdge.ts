import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Tracer } from '../../telemetry/Tracer.ts';
import type { GatewayConfig } from '../config.ts';
import type { GatewayMetrics } from '../metrics/GatewayMetrics.ts';
import { createPlaygroundRoutes } from './createPlaygroundRoutes.ts';
import { createProbeRoutes } from './createProbeRoutes.ts';
import { describeFault } from './describeFault.ts';
import type { Exchange } from './Exchange.ts';
import type { GraphqlRoute } from './graphql/GraphqlRoute.ts';
import { HttpEdge } from './HttpEdge.ts';
import type { LiveEdge } from './live/createLiveEdge.ts';
import type { Route } from './Route.ts';

export interface EdgeParts {
  readonly config: GatewayConfig;
  readonly graphql: GraphqlRoute;
  /** `null`: no files are served. */
  readonly files: Route | null;
  readonly live: LiveEdge;
  readonly metrics: GatewayMetrics;
  /** What the admin port answers beside probes and metrics. */
  readonly adminRoutes: readonly Route[];
  readonly logger: Logger;
  /** `undefined`: there are no traces. */
  readonly tracer: Tracer | undefined;
  /** Whether requests would be answered, apart from what has stopped. */
  readonly canServe: () => boolean;
  /** Of the supergraph in use. */
  readonly schema: () => GraphQLSchema;
}

/** What listens: the public port and the admin port. */
export interface RunningEdge {
  /** The public port's origin; GraphQL is at `/graphql` below it. */
  readonly url: string;
  /** The admin port's origin. */
  readonly adminUrl: string;
  /** Takes no new request, lets open ones finish for up to 5 s, then gives them up. */
  stop(): Promise<void>;
}

const DRAIN_MS = 5_000;

/**
 * Opens both ports.
 *
 * @throws {TongbanError} one line naming the address that cannot be had.
 */
export async function startEdge({
  config,
  graphql,
  files,
  live,
  metrics,
  adminRoutes,
  logger,
  tracer,
  canServe,
  schema,
}: EdgeParts): Promise<RunningEdge> {
  let isStopped = false;
  const isReady = () => !isStopped && canServe();
  const { host, playground } = config;
  const onFault = (exchange: Exchange, error: unknown) =>
    logger.error({ requestId: exchange.requestId, err: describeFault(error) }, 'a request failed');
  const edge = new HttpEdge({
    stallMs: config.subscriptions.stallMs,
    routes: [
      graphql,
      ...(files === null ? [] : [files]),
      live.sse,
      ...createProbeRoutes(isReady),
      ...(playground.enabled ? createPlaygroundRoutes({ settings: playground, schema }) : []),
    ],
    sockets: live.socket,
    onFault,
    onStart: tracer && beginTraces(tracer, graphql.path),
    onEnd: (exchange, matched, status) => {
      const durationMs = performance.now() - exchange.startedAt;
      const { operation, codes = [], portal, document, cost, refused, isStream = false } = exchange.notes;
      endTrace(exchange, status);
      // How long a client listens says nothing about how fast it is answered.
      const route = isStream ? live.sse.path : matched;
      metrics.onRequest(route, status, codes, durationMs);
      if (route !== graphql.path && !isStream) return;
      logger.info(
        {
          requestId: exchange.requestId,
          status,
          durationMs: Math.round(durationMs),
          operation,
          codes,
          portal,
          document,
          cost,
          refused,
        },
        'request',
      );
    },
  });
  const admin = new HttpEdge({
    routes: [...createProbeRoutes(isReady), metricsRoute(metrics), ...adminRoutes],
    onFault,
  });

  const port = await edge.listen(host, config.port);
  const adminPort = await listenAdmin(admin, config, port, logger).catch(async (error: unknown) => {
    await edge.close(0);
    throw error;
  });
  const stop = async () => {
    isStopped = true;
    live.clients.stop();
    await edge.close(DRAIN_MS, () => {
      graphql.abortAll();
      live.clients.cut();
    });
    await admin.close(0);
  };
  return { url: originOf(host, port), adminUrl: originOf(host, adminPort), stop };
}

const beginTraces =
  (tracer: Tracer, path: string) =>
  (exchange: Exchange, route: string): void => {
    const { headers, method } = exchange.request;
    if (route !== path || method === 'OPTIONS') return;
    exchange.trace = tracer.begin('graphql', headers['traceparent'], {
      'tongban.request.id': exchange.requestId,
    });
  };

function endTrace({ trace, notes }: Exchange, status: number): void {
  const { operation, codes = [], portal } = notes;
  trace?.span?.set({
    'graphql.operation.type': operation,
    'tongban.portal': portal,
    'http.response.status_code': status,
  });
  trace?.span?.end(codes);
}

/** The next port is only a habit: where nobody asked for it and it is taken, another one serves as well. */
async function listenAdmin(
  admin: HttpEdge,
  { host, port: wanted, adminPort }: GatewayConfig,
  port: number,
  logger: Logger,
): Promise<number> {
  if (adminPort !== undefined) return admin.listen(host, adminPort);
  if (wanted === 0 || port === 65_535) return admin.listen(host, 0);
  try {
    return await admin.listen(host, port + 1);
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    logger.warn(`${error.message}; the admin port is another one`);
    return admin.listen(host, 0);
  }
}

function metricsRoute(metrics: GatewayMetrics): Route {
  return {
    path: '/metrics',
    handle: async (exchange) =>
      exchange.answer(200, { 'content-type': metrics.contentType }, await metrics.expose()),
  };
}

/** An address that can be opened: nobody can connect to "any interface". */
function originOf(host: string, port: number): string {
  const reachable = new Map([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
  ]).get(host);
  const name = reachable ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
