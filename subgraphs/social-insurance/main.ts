import type { Logger } from 'pino';
import { connectCases, connectSocialInsurance } from '../../adapters/connect.ts';
import { readPartitionedConfig } from '../jurisdiction/partitionedConfig.ts';
import { type PartitionedServer, servePartitioned } from '../jurisdiction/servePartitioned.ts';
import { createContext } from './createContext.ts';
import { resolvers } from './resolvers.ts';

/**
 * Starts the social-insurance subgraph for the places of a configuration object.
 *
 * @throws {Error} with one line when the configuration is bad or the address is taken.
 */
export async function startSocialInsurance(settings: unknown, logger: Logger): Promise<PartitionedServer> {
  return servePartitioned({
    subgraph: 'social-insurance',
    config: readPartitionedConfig('social-insurance', settings),
    logger,
    resolvers,
    connect: connectSocialInsurance,
    connectCases,
    createContext,
  });
}
