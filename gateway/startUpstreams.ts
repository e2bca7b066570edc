import type { GraphQLSchema } from 'graphql';
import { TongbanError } from '../domain/TongbanError.ts';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import type { PlaceRates } from './edge/rates/PlaceRates.ts';
import type { EntityFetcher } from './execute/EntityFetcher.ts';
import { MaintainedEntityFetcher } from './maintenance/MaintainedEntityFetcher.ts';
import type { MaintenanceWindows } from './maintenance/MaintenanceWindows.ts';
import type { UpstreamObserver } from './metrics/UpstreamObserver.ts';
import { createPartitionRouter, type PartitionRouter } from './partition/createPartitionRouter.ts';
import { partitionFieldIn } from './partition/partitionFieldIn.ts';
import { watchPartitions } from './partition/watchPartitions.ts';
import type { RedisLink } from './redis/RedisLink.ts';
import type { LastGoodCopies } from './reload/LastGoodCopies.ts';
import type { Revisions } from './reload/Revisions.ts';
import type { SettingsInForce } from './reload/SettingsInForce.ts';
import { EndpointWarnings } from './upstream/EndpointWarnings.ts';
import { HttpUpstreamClient } from './upstream/HttpUpstreamClient.ts';
import { openStreamRoutes } from './upstream/streams/openStreamRoutes.ts';
import type { StreamRoutes } from './upstream/streams/StreamRoutes.ts';
import { warnOfPlaceless } from './warnOfPlaceless.ts';
import { warnOfUnused } from './warnOfUnused.ts';

export interface UpstreamParts {
  readonly observer: UpstreamObserver;
  readonly contract: SupergraphContract;
  readonly windows: MaintenanceWindows;
  readonly copies: LastGoodCopies;
  readonly revisions: Revisions;
  /** Gets one line for each thing that an operator should know. */
  readonly log: (line: string) => void;
  /** `undefined`: there is none. */
  readonly redis: RedisLink | undefined;
  /** `null`: what portals ask of places is not counted. */
  readonly placeRates: PlaceRates | null;
}

/** Ways to the subgraphs. */
export interface RunningUpstreams {
  readonly client: HttpUpstreamClient;
  /**
   * Who fetches entities of a partitioned subgraph; `undefined` for every other one.
   *
   * @param contract - the supergraph that the operation was planned by.
   */
  fetcherFor(service: string, contract: GraphQLSchema): EntityFetcher | undefined;
  /** `undefined` without a partitions file. */
  readonly router: PartitionRouter | undefined;
  readonly windows: MaintenanceWindows;
  /** `null`: what portals ask of places is not counted. */
  readonly placeRates: PlaceRates | null;
  /** Ways to what subgraphs tell by themselves. */
  readonly streams: StreamRoutes;
  /** Ends at once: calls under way fail. */
  close(): Promise<void>;
}

const REFUSES_CONTEXT =
  "refuses our context (HTTP 401): compare the gateway's contextSecret with its contextKey, and both clocks";

/**
 * Opens the ways to the subgraphs, and asks every endpoint of the partitions file what it offers, in the background.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when the partitions file cannot be used.
 */
export async function startUpstreams(
  settings: SettingsInForce,
  parts: UpstreamParts,
): Promise<RunningUpstreams> {
  const warnings = new EndpointWarnings({ log: parts.log });
  const { signContext, config } = settings;
  const client = new HttpUpstreamClient({
    onContextRefused: (service, jurisdiction) => warnings.note(service, jurisdiction, REFUSES_CONTEXT),
    onFault: (service, jurisdiction, fault) => warnings.note(service, jurisdiction, fault),
    observer: parts.observer,
    settings: settings.config.upstreams,
    get jurisdictionTimeoutMs() {
      return settings.config.deadlines.jurisdictionMs;
    },
    ...(signContext && { signContext }),
  });
  const streams = openStreamRoutes({
    redis: parts.redis,
    settings: config.subscriptions,
    signContext,
    onFault: (service, fault) => warnings.note(service, null, fault),
    refuse: (service) => {
      warnings.note(service, null, REFUSES_CONTEXT);
      return new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses our context`);
    },
  });
  const router = await startRouter(settings, client, parts);
  void router?.prepare();
  const { windows, placeRates } = parts;
  return {
    client,
    router,
    windows,
    placeRates,
    fetcherFor: (service, contract) => {
      const inner = router?.fetcherFor(service, contract);
      if (inner === undefined || windows.isEmpty) return inner;
      const partitionField = (typename: string) => partitionFieldIn(contract, typename);
      return new MaintainedEntityFetcher({ inner, windows, partitionField, now: Date.now });
    },
    streams,
    close: async () => {
      router?.close();
      await Promise.all([client.close(), streams.close()]);
    },
  };
}

async function startRouter(
  settings: SettingsInForce,
  client: HttpUpstreamClient,
  { contract, copies, revisions, log, placeRates }: UpstreamParts,
): Promise<PartitionRouter | undefined> {
  const { partitions: file } = settings.config;
  if (file === undefined) return undefined;
  const partitions = await watchPartitions({
    file,
    log,
    services: () => servicesOf(contract),
    maxRemovedPercent: () => settings.config.maxRemovedPercent,
    tell: copies.watch('partitions'),
    revisions,
    onReload: (table) => {
      warnOfUnused({ services: settings.config.services, contract, table }, log);
      warnOfPlaceless(contract, table, log);
    },
  }).catch((error: unknown) => {
    const reason = error instanceof RangeError ? error.message : `${file}: the partitions cannot be used`;
    throw new TongbanError('BAD_USER_INPUT', reason, { cause: error });
  });
  return createPartitionRouter({
    partitions,
    client,
    log,
    placeRates,
  });
}

/** A supergraph that cannot be read is refused a step later, and in its own words. */
function servicesOf(contract: SupergraphContract): readonly string[] {
  try {
    return contract.services();
  } catch {
    return [];
  }
}
