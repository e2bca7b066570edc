import type { Logger } from 'pino';
import { connectCases, connectPublicSecurity } from '../../adapters/connect.ts';
import { readPartitionedConfig } from '../jurisdiction/partitionedConfig.ts';
import { type PartitionedServer, servePartitioned } from '../jurisdiction/servePartitioned.ts';
import { createContext } from './createContext.ts';
import { resolvers } from './resolvers.ts';

/**
 * Starts the public-security subgraph for the places of a configuration object.
 *
 * @throws {Error} with one line when the configuration is bad or the address is taken.
 */
export async function startPublicSecurity(settings: unknown, logger: Logger): Promise<PartitionedServer> {
  return servePartitioned({
    subgraph: 'public-security',
    config: readPartitionedConfig('public-security', settings),
    logger,
    resolvers,
    connect: connectPublicSecurity,
    connectCases,
    createContext,
  });
}
