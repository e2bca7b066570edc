import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import type { Tracer } from '../telemetry/Tracer.ts';
import type { Closers } from './Closers.ts';
import { Admission } from './edge/admission/Admission.ts';
import type { Authenticator } from './edge/auth/Authenticator.ts';
import { CrossOrigin } from './edge/CrossOrigin.ts';
import { createDocumentGate, type OpenDocumentGate } from './edge/documents/createDocumentGate.ts';
import { FilesRoute } from './edge/files/FilesRoute.ts';
import { GraphqlRoute } from './edge/graphql/GraphqlRoute.ts';
import { createLiveEdge } from './edge/live/createLiveEdge.ts';
import { Overload } from './edge/overload/Overload.ts';
import type { Route } from './edge/Route.ts';
import type { RequestRates } from './edge/rates/RequestRates.ts';
import { type RunningEdge, startEdge } from './edge/startEdge.ts';
import type { FastLane } from './fast/FastLane.ts';
import type { GatewayRequestContext } from './GatewayRequestContext.ts';
import type { GatewayMetrics } from './metrics/GatewayMetrics.ts';
import type { PlanningTurns } from './plan/aside/PlanningTurns.ts';
import type { RedisLink } from './redis/RedisLink.ts';
import type { LastGoodCopies } from './reload/LastGoodCopies.ts';
import type { Revisions } from './reload/Revisions.ts';
import type { SettingsInForce } from './reload/SettingsInForce.ts';
import type { TongbanGateway } from './TongbanGateway.ts';

export interface DoorParts {
  readonly settings: SettingsInForce;
  readonly gateway: TongbanGateway;
  readonly apollo: ApolloServer<GatewayRequestContext>;
  /** `null`: everything goes through Apollo Server. */
  readonly fast: FastLane | null;
  readonly authenticator: Authenticator;
  readonly rates: RequestRates;
  /** `undefined`: there is none. */
  readonly redis: RedisLink | undefined;
  readonly copies: LastGoodCopies;
  readonly revisions: Revisions;
  readonly metrics: GatewayMetrics;
  /** What the admin port answers beside probes and metrics. */
  readonly adminRoutes: readonly Route[];
  readonly logger: Logger;
  readonly tracer: Tracer | undefined;
  /** Of what is worked on for the first time. */
  readonly turns: PlanningTurns;
}

/** What stands between clients and the pipeline. */
export interface RunningDoors {
  readonly edge: RunningEdge;
  readonly admission: Admission;
  readonly documents: OpenDocumentGate;
  readonly crossOrigin: CrossOrigin;
}

/**
 * Puts together what lets clients in, the same for all ways in, and opens the ports.
 *
 * @throws {TongbanError} one line, when a manifest cannot be used or a port cannot be had.
 */
export async function startDoors(parts: DoorParts, closers: Closers): Promise<RunningDoors> {
  const { settings, gateway, apollo, fast, authenticator, redis, metrics, adminRoutes, logger, tracer } =
    parts;
  const { config, limits } = settings;
  const overload = new Overload(settings.overload);
  await closers.add(() => overload.close());
  metrics.watchOverload(overload);
  const crossOrigin = new CrossOrigin(config.cors.origins);
  const documents = await createDocumentGate({
    config,
    redis,
    logger,
    tell: parts.copies.watch('documents'),
    revisions: parts.revisions,
  });
  await closers.add(() => documents.close());
  const admission = new Admission({
    limits,
    documents: documents.gate,
    schema: () => gateway.supergraphSchema,
    rates: parts.rates,
    turns: parts.turns,
  });
  const doors = {
    apollo,
    admission,
    overload,
    authenticator,
    crossOrigin,
  };
  const live = createLiveEdge({ ...doors, gateway, config, settings, metrics, logger, tracer });
  metrics.watchLive(() => live.state);
  const graphql = new GraphqlRoute({
    ...doors,
    fast,
    limits,
    page: config.playground.enabled ? '/playground' : null,
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
  await closers.add(async () => files?.close());
  const canServe = () => authenticator.canVerify;
  const edge = await startEdge({
    config,
    graphql,
    files,
    live,
    metrics,
    adminRoutes,
    logger,
    tracer,
    canServe,
    schema: () => gateway.supergraphSchema,
  });
  await closers.add(() => edge.stop());
  return { edge, admission, documents, crossOrigin };
}
