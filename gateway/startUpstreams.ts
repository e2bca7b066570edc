import { TongbanError } from '../domain/TongbanError.ts';
import type { GatewayConfig } from './config.ts';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import type { UpstreamObserver } from './metrics/UpstreamObserver.ts';
import { createPartitionRouter, type PartitionRouter } from './partition/createPartitionRouter.ts';
import { watchPartitions } from './partition/watchPartitions.ts';
import { RedisLink } from './redis/RedisLink.ts';
import { ContextRefusals } from './upstream/ContextRefusals.ts';
import { createContextSigner } from './upstream/createContextSigner.ts';
import { HttpUpstreamClient } from './upstream/HttpUpstreamClient.ts';
import { openStreamRoutes } from './upstream/streams/openStreamRoutes.ts';
import type { StreamRoutes } from './upstream/streams/StreamRoutes.ts';

export interface UpstreamParts {
  readonly observer: UpstreamObserver;
  readonly contract: SupergraphContract;
  /** Gets one line for each thing that an operator should know. */
  readonly log: (line: string) => void;
}

/** Ways to the subgraphs. */
export interface RunningUpstreams {
  readonly client: HttpUpstreamClient;
  /** `undefined` without a partitions file. */
  readonly router: PartitionRouter | undefined;
  /** Ways to what subgraphs tell by themselves. */
  readonly streams: StreamRoutes;
  /** Ends at once: calls under way fail. */
  close(): Promise<void>;
}

/**
 * Opens the ways to the subgraphs, and asks every endpoint of the partitions file what it offers, in the background.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when the partitions file cannot be used.
 */
export async function startUpstreams(config: GatewayConfig, parts: UpstreamParts): Promise<RunningUpstreams> {
  const refusals = new ContextRefusals({ log: parts.log });
  const signContext = config.contextSecret && createContextSigner(config.contextSecret);
  const client = new HttpUpstreamClient({
    onContextRefused: (service, jurisdiction) => refusals.note(service, jurisdiction),
    observer: parts.observer,
    jurisdictionTimeoutMs: config.deadlines.jurisdictionMs,
    ...(signContext && { signContext }),
  });
  const redis = openRedis(config, parts.log);
  const streams = openStreamRoutes({
    redis,
    settings: config.subscriptions,
    signContext,
    refuse: (service) => {
      refusals.note(service, null);
      return new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses our context`);
    },
  });
  const router = await startRouter(config.partitions, client, parts);
  void router?.prepare();
  return {
    client,
    router,
    streams,
    close: async () => {
      router?.close();
      await Promise.all([client.close(), streams.close()]);
      redis?.close();
    },
  };
}

/** Only where something is heard by it. */
function openRedis(
  { redis, subscriptions }: GatewayConfig,
  log: UpstreamParts['log'],
): RedisLink | undefined {
  const isNeeded = Object.values(subscriptions.upstreams).some(({ transport }) => transport === 'redis');
  return isNeeded && redis ? new RedisLink({ ...redis, log }) : undefined;
}

async function startRouter(
  file: string | undefined,
  client: HttpUpstreamClient,
  { contract, log }: UpstreamParts,
): Promise<PartitionRouter | undefined> {
  if (file === undefined) return undefined;
  const partitions = await watchPartitions({ file, log, services: () => servicesOf(contract) }).catch(
    (error: unknown) => {
      const reason = error instanceof RangeError ? error.message : `${file}: the partitions cannot be used`;
      throw new TongbanError('BAD_USER_INPUT', reason, { cause: error });
    },
  );
  return createPartitionRouter({
    partitions,
    client,
    log,
    contract: () => contract.schema(),
    partitionField: (_, typename) => contract.partitionField(typename),
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
