import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import { TongbanError } from '../domain/TongbanError.ts';
import { createApolloServer } from './edge/graphql/createApolloServer.ts';
import type { GatewayRequestContext } from './GatewayRequestContext.ts';
import type { SettingsInForce } from './reload/SettingsInForce.ts';
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
  settings: SettingsInForce,
  supergraphSdl: string,
  { client, router, streams }: RunningUpstreams,
  logger: Logger,
): Promise<RunningPipeline> {
  const { limits } = settings;
  const { supergraph, executor, introspection } = settings.config;
  try {
    const gateway = new TongbanGateway({
      supergraphSdl,
      client,
      streams,
      executor,
      urlFor: (service) => settings.urlFor(service),
      ...(router && { entityFetcherFor: (service) => router.fetcherFor(service) }),
    });
    const apollo = createApolloServer({ gateway, introspection, limits, logger });
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
