import { isObjectType, Kind } from 'graphql';
import type { GatewayConfig } from './config.ts';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import type { PartitionTable } from './partition/PartitionTable.ts';

export interface NamedAddresses {
  readonly services: GatewayConfig['services'];
  readonly contract: SupergraphContract;
  /** `undefined` without a partitions file. */
  readonly table: PartitionTable | undefined;
}

/** Warns of addresses that the configuration gives and nobody uses: of subgraphs whose places have their own. */
export function warnOfUnused(
  { services, contract, table }: NamedAddresses,
  log: (line: string) => void,
): void {
  const partitioned = Object.keys(services).filter((service) => table?.has(service));
  for (const service of partitioned) {
    if (!hasRootFields(service, contract))
      log(
        `services.${service} is not used: the partitions file has an endpoint of ${service} for each place`,
      );
  }
}

/** Those are asked for at the subgraph's own address whoever has endpoints. */
function hasRootFields(service: string, contract: SupergraphContract): boolean {
  const schema = contract.schema();
  const graph = contract.graphOf(service);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.filter(isObjectType).some((root) =>
    Object.values(root.getFields()).some(({ astNode }) => {
      const joined = astNode?.directives?.filter(({ name }) => name.value === 'join__field') ?? [];
      const graphs = joined.flatMap(({ arguments: given = [] }) =>
        given.flatMap(({ name, value }) =>
          name.value === 'graph' && value.kind === Kind.ENUM ? [value.value] : [],
        ),
      );
      return graphs.length === 0 || (graph !== undefined && graphs.includes(graph));
    }),
  );
}
