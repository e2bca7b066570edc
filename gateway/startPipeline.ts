import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import { TongbanError } from '../domain/TongbanError.ts';
import type { GatewayConfig } from './config.ts';
import { createApolloServer } from './edge/graphql/createApolloServer.ts';
import type { GatewayRequestContext } from './GatewayRequestContext.ts';
import type { RunningUpstreams } from './startUpstreams.ts';
import { TongbanGateway } from './TongbanGateway.ts';

/** What turns a document into an answer. */
export interface RunningPipeline {
  readonly gateway: TongbanGateway;
  readonly apollo: ApolloServer<GatewayRequestContext>;
}

/**
 * Loads a supergraph into Apollo Server with our gateway behind it.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when it is no supergraph that can be served.
 */
export async function startPipeline(
  config: GatewayConfig,
  supergraphSdl: string,
  { client, router, streams }: RunningUpstreams,
  logger: Logger,
): Promise<RunningPipeline> {
  const { supergraph, services, executor, introspection, limits, overrideLabels } = config;
  const urls = new Map(Object.entries(services));
  try {
    const gateway = new TongbanGateway({
      supergraphSdl,
      client,
      streams,
      executor,
      overrideLabels,
      urlFor: (service) => urls.get(service),
      ...(router && { entityFetcherFor: (service) => router.fetcherFor(service) }),
    });
    const apollo = createApolloServer({ gateway, introspection, maxTokens: limits.tokens, logger });
    await apollo.start();
    return { gateway, apollo };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${supergraph} is not a supergraph that can be served: ${reason}`,
      { cause: error },
    );
  }
}
