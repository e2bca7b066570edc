import type { Logger } from 'pino';
import type { GatewayConfig } from './config.ts';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import { namesBeyond } from './namesBeyond.ts';
import { textsOfArgument } from './textsOfArgument.ts';

/** Warns of subgraphs, types, sources of events, policies and labels that the configuration names and the supergraph does not have. */
export function warnOfUnknown(
  { services, cache, upstreams, subscriptions, access, overrideLabels }: GatewayConfig,
  contract: SupergraphContract,
  logger: Logger,
): void {
  const named = [services, cache.subgraphs, subscriptions.upstreams].flatMap(Object.keys);
  for (const service of namesBeyond([...named, ...upstreams.hedged], () => contract.services()))
    logger.warn(`the supergraph has no subgraph ${service}, which the configuration names`);
  const types = Object.values(cache.subgraphs).flatMap((subgraph) => subgraph.types ?? []);
  for (const type of namesBeyond(types, () => Object.keys(contract.schema().getTypeMap())))
    logger.warn(`the supergraph has no type ${type}, which the cache is to keep`);
  const told = Object.values(subscriptions.upstreams).flatMap((source) =>
    source.transport === 'redis' ? Object.keys(source.fields) : [],
  );
  const sources = () => Object.keys(contract.schema().getSubscriptionType()?.getFields() ?? {});
  for (const field of namesBeyond(told, sources))
    logger.warn(`the supergraph has no Subscription.${field}, which Redis is to tell of`);
  const policies = () => textsOfArgument(contract.schema(), 'policies');
  for (const policy of namesBeyond(Object.keys(access.policies), policies))
    logger.warn(`the supergraph has no policy ${policy}, which access.policies grants`);
  const labels = () => textsOfArgument(contract.schema(), 'overrideLabel');
  for (const label of namesBeyond(overrideLabels, labels))
    logger.warn(`the supergraph has no label ${label}, which overrideLabels names`);
}
