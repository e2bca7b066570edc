import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { TongbanError } from '../domain/TongbanError.ts';
import { openEntityCache } from './cache/openEntityCache.ts';
import type { GatewayConfig } from './config.ts';
import { Admission } from './edge/admission/Admission.ts';
import { createAuthenticator } from './edge/auth/createAuthenticator.ts';
import { CrossOrigin } from './edge/CrossOrigin.ts';
import { createInvalidationRoute } from './edge/createInvalidationRoute.ts';
import { createSupergraphContract, type SupergraphContract } from './edge/createSupergraphContract.ts';
import { createDocumentGate } from './edge/documents/createDocumentGate.ts';
import { FilesRoute } from './edge/files/FilesRoute.ts';
import { GraphqlRoute } from './edge/graphql/GraphqlRoute.ts';
import { createLiveEdge } from './edge/live/createLiveEdge.ts';
import { Overload } from './edge/overload/Overload.ts';
import { createRates } from './edge/rates/createRates.ts';
import { type RunningEdge, startEdge } from './edge/startEdge.ts';
import { openMaintenance } from './maintenance/openMaintenance.ts';
import { GatewayMetrics } from './metrics/GatewayMetrics.ts';
import { watchSupergraphFile } from './plan/watchSupergraphFile.ts';
import { RedisLink } from './redis/RedisLink.ts';
import { applyConfig } from './reload/applyConfig.ts';
import type { ConfigSource } from './reload/ConfigSource.ts';
import { counted } from './reload/counted.ts';
import { LastGoodCopies } from './reload/LastGoodCopies.ts';
import { SettingsInForce } from './reload/SettingsInForce.ts';
import { takeSupergraph } from './reload/takeSupergraph.ts';
import { watchConfig } from './reload/watchConfig.ts';
import { startPipeline } from './startPipeline.ts';
import { startTraces } from './startTraces.ts';
import { startUpstreams } from './startUpstreams.ts';

/** A gateway of one process. */
export interface Gateway {
  /**
   * Loads everything and opens the ports.
   *
   * @returns the origins of both ports; GraphQL is at `/graphql` below the first.
   * @throws {TongbanError} one line naming what is wrong: a file, a port, a setting; nothing is left open then.
   */
  start(): Promise<{ readonly url: string; readonly adminUrl: string }>;
  /** Drains within about 5 s, then ends everything; may be called at any time, and twice. */
  stop(): Promise<void>;
}

/** What the gateway needs of its process. */
export interface GatewayDependencies {
  readonly logger: Logger;
  /** Where edits of the configuration are read from; without it, it stays as it is. */
  readonly source?: ConfigSource;
}

/**
 * Puts a gateway together.
 *
 * `APOLLO_TELEMETRY_DISABLED=true` must be in the environment before this module is loaded; `startGateway` sees to it.
 */
export function createGateway(config: GatewayConfig, { logger, source }: GatewayDependencies): Gateway {
  const closers: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  };
  return {
    start: async () => {
      try {
        const { url, adminUrl } = await start(config, { logger, ...(source && { source }) }, closers);
        return { url, adminUrl };
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** @param closers - filled with how to end what was started, in that order. */
async function start(
  config: GatewayConfig,
  { logger, source }: GatewayDependencies,
  closers: (() => Promise<void> | void)[],
): Promise<RunningEdge> {
  const settings = new SettingsInForce(config);
  const { limits } = settings;
  // What is told here is rare and an operator's to know, such as an edit that was refused; requests are not among it.
  const log = (line: string) => logger.warn(line);
  const supergraphSdl = await readSupergraph(config.supergraph);
  const contract = createSupergraphContract(supergraphSdl);
  const metrics = new GatewayMetrics();
  const copies = new LastGoodCopies(log);
  closers.push(() => copies.close());
  metrics.watchCopies(() => copies.ages());

  const { tracer, close: endTraces } = await startTraces(config, log);
  closers.push(endTraces);

  const redis = config.redis && new RedisLink({ ...config.redis, log });
  closers.push(() => redis?.close());
  const rates = createRates({ settings: config.rates, redis, salt: config.contextSecret, log });
  const maintenance = await openMaintenance(config.maintenance, log);
  closers.push(() => maintenance.close());
  const { windows } = maintenance;
  const upstreams = await startUpstreams(settings, {
    observer: metrics,
    contract,
    copies,
    redis,
    windows,
    log,
    placeRates: rates.places,
  });
  closers.push(() => upstreams.close());
  metrics.watchEndpoints(() => upstreams.client.endpoints());
  const opened = openEntityCache({
    config,
    redis,
    windows,
    countersOf: () => metrics.countCache(),
    partitionField: (typename) => contract.partitionField(typename),
    forgetReads: () => upstreams.client.forgetReads(),
  });
  closers.push(() => opened?.close());
  const entityCache = opened?.cache;
  const { gateway, apollo, fast } = await startPipeline(settings, supergraphSdl, upstreams, {
    logger,
    entityCache,
  });
  closers.push(() => apollo.stop());
  metrics.watch(() => gateway.state);
  if (fast !== null) metrics.watchLanes(() => fast.counts);
  warnOfUnknown(config, contract, logger);

  const authentication = await createAuthenticator(config.issuers, { log, copies });
  closers.push(() => authentication.close());
  closers.push(
    watchSupergraphFile({
      path: config.supergraph,
      initial: supergraphSdl,
      log,
      tell: copies.watch('supergraph'),
      onChange: counted(
        (next: string, isConfirmed: boolean) =>
          takeSupergraph(next, isConfirmed, { settings, gateway, contract }),
        (outcome) => metrics.onReload(outcome),
      ),
    }),
  );

  const overload = new Overload(config.overload);
  closers.push(() => overload.close());
  metrics.watchOverload(overload);
  const crossOrigin = new CrossOrigin(config.cors.origins);
  const documents = await createDocumentGate({ config, redis, logger });
  closers.push(() => documents.close());
  const admission = new Admission({
    limits,
    documents: documents.gate,
    schema: () => gateway.supergraphSchema,
    rates: rates.requests,
  });
  const doors = {
    apollo,
    admission,
    overload,
    authenticator: authentication.authenticator,
    crossOrigin,
  };
  const live = createLiveEdge({ ...doors, gateway, config, settings, logger });
  metrics.watchLive(() => live.state);
  const graphql = new GraphqlRoute({
    ...doors,
    fast,
    limits,
    get requestMs() {
      return settings.config.deadlines.requestMs;
    },
    stream: live.sse,
  });
  const files =
    config.files === undefined
      ? null
      : new FilesRoute({
          target: config.files,
          crossOrigin,
          get maxBytes() {
            return limits.fileBytes;
          },
        });
  closers.push(async () => files?.close());
  const adminRoutes = entityCache === undefined ? [] : [createInvalidationRoute(entityCache)];
  const edge = await startEdge({ config, graphql, files, live, metrics, adminRoutes, logger, tracer });
  closers.push(() => edge.stop());
  if (source !== undefined) {
    const users = { settings, admission, authenticator: authentication, crossOrigin, rates, logger };
    closers.push(
      await watchConfig({
        source,
        config: () => settings.config,
        tell: copies.watch('configuration'),
        log,
        onChange: counted(
          async (isConfirmed: boolean) =>
            applyConfig({ next: await source.read(), file: source.file, isConfirmed }, users),
          (outcome) => metrics.onConfigReload(outcome),
        ),
      }),
    );
  }
  return edge;
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new TongbanError('BAD_USER_INPUT', `${file}: the supergraph cannot be read (${code})`, {
      cause: error,
    });
  }
}

/** A name that no subgraph has is probably a slip; it may as well be one that the next supergraph brings. */
function warnOfUnknown(
  { services, cache }: GatewayConfig,
  contract: SupergraphContract,
  logger: Logger,
): void {
  const named = new Set([...Object.keys(services), ...Object.keys(cache.subgraphs)]);
  if (named.size === 0) return;
  for (const service of contract.services()) named.delete(service);
  for (const service of named)
    logger.warn(`the supergraph has no subgraph ${service}, which the configuration names`);
}
