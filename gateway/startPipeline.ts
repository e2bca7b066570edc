import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import { TongbanError } from '../domain/TongbanError.ts';
import { ConfiguredPolicies } from './access/ConfiguredPolicies.ts';
import type { EntityCache } from './cache/EntityCache.ts';
import { createApolloServer } from './edge/graphql/createApolloServer.ts';
import { FastLane } from './fast/FastLane.ts';
import type { GatewayRequestContext } from './GatewayRequestContext.ts';
import { findPlanningProgram } from './plan/aside/findPlanningProgram.ts';
import type { PlanningTurns } from './plan/aside/PlanningTurns.ts';
import type { SettingsInForce } from './reload/SettingsInForce.ts';
import type { RunningUpstreams } from './startUpstreams.ts';
import { TongbanGateway } from './TongbanGateway.ts';

/** What turns a document into an answer. */
export interface RunningPipeline {
  readonly gateway: TongbanGateway;
  readonly apollo: ApolloServer<GatewayRequestContext>;
  /** `null` where it is switched off. */
  readonly fast: FastLane | null;
}

const NO_THREAD =
  'no thread can be begun to plan costly operations on: they hold up everybody, or are OVERLOADED; restart the gateway if its dist/ was replaced, else give it more memory or threads (ulimit -u)';

/**
 * Loads a supergraph into Apollo Server with our gateway behind it.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when it is no supergraph that can be served.
 */
export async function startPipeline(
  settings: SettingsInForce,
  supergraphSdl: string,
  { client, fetcherFor, router, streams, windows, placeRates }: RunningUpstreams,
  {
    logger,
    entityCache,
    turns,
  }: {
    readonly logger: Logger;
    readonly entityCache: EntityCache | undefined;
    readonly turns: PlanningTurns;
  },
): Promise<RunningPipeline> {
  const { limits } = settings;
  const { supergraph, executor, introspection, access, overrideLabels } = settings.config;
  const fast =
    settings.config.fastLane && executor === 'own'
      ? new FastLane({ client, router, windows, placeRates })
      : null;
  try {
    const gateway = new TongbanGateway({
      supergraphSdl,
      client,
      streams,
      executor,
      ...(router && { onBegin: (context) => router.begin(context) }),
      ...(fast && { onAnswered: (answered) => fast.learn(answered) }),
      policies: new ConfiguredPolicies(access.policies),
      urlFor: (service) => settings.urlFor(service),
      entityFetcherFor: fetcherFor,
      ...(router && { placeOf: router.placeOf }),
      ...(entityCache && { entityCache }),
      overrideLabels,
      planning: {
        mostMs: () => limits.planningMs,
        program: findPlanningProgram(),
        turns,
        onMissing: (err) => logger.error({ err }, NO_THREAD),
      },
    });
    const apollo = createApolloServer({ gateway, introspection, limits, logger });
    await apollo.start();
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => fast?.forget(apiSchema));
    return { gateway, apollo, fast };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${supergraph} is not a supergraph that can be served: ${reason}`,
      { cause: error },
    );
  }
}
