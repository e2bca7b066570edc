import type { Logger } from 'pino';
import type { GatewayConfig } from './config.ts';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import { namesBeyond } from './namesBeyond.ts';

/** Warns of subgraphs and types that the configuration names and the supergraph does not have. */
export function warnOfUnknown(
  { services, cache, upstreams }: GatewayConfig,
  contract: SupergraphContract,
  logger: Logger,
): void {
  const named = [...Object.keys(services), ...Object.keys(cache.subgraphs), ...upstreams.hedged];
  for (const service of namesBeyond(named, () => contract.services()))
    logger.warn(`the supergraph has no subgraph ${service}, which the configuration names`);
  const types = Object.values(cache.subgraphs).flatMap((subgraph) => subgraph.types ?? []);
  for (const type of namesBeyond(types, () => Object.keys(contract.schema().getTypeMap())))
    logger.warn(`the supergraph has no type ${type}, which the cache is to keep`);
}
