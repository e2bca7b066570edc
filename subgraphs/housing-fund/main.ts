import type { Logger } from 'pino';
import { connectCases, connectHousingFund } from '../../adapters/connect.ts';
import { readPartitionedConfig } from '../jurisdiction/partitionedConfig.ts';
import { type PartitionedServer, servePartitioned } from '../jurisdiction/servePartitioned.ts';
import { createContext } from './createContext.ts';
import { resolvers } from './resolvers.ts';

/**
 * Starts the housing-fund subgraph for the places of a configuration object.
 *
 * @throws {Error} with one line when the configuration is bad or the address is taken.
 */
export async function startHousingFund(settings: unknown, logger: Logger): Promise<PartitionedServer> {
  return servePartitioned({
    subgraph: 'housing-fund',
    config: readPartitionedConfig('housing-fund', settings),
    logger,
    resolvers,
    connect: connectHousingFund,
    connectCases,
    createContext,
  });
}
