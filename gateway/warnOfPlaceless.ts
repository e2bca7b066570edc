import { type ConstDirectiveNode, isInterfaceType, isObjectType } from 'graphql';
import type { SupergraphContract } from './edge/createSupergraphContract.ts';
import type { PartitionTable } from './partition/PartitionTable.ts';

/**
 * Warns of subgraphs that the partitions file names although their records do not say where they belong: none of these could be
 * asked for, and clients would be told that what they asked was wrong.
 *
 * @param table - `undefined` without a partitions file.
 */
export function warnOfPlaceless(
  contract: SupergraphContract,
  table: PartitionTable | undefined,
  log: (line: string) => void,
): void {
  for (const service of table?.services() ?? []) {
    const graph = contract.graphOf(service);
    for (const type of Object.values(contract.schema().getTypeMap())) {
      if (graph === undefined || !(isObjectType(type) || isInterfaceType(type))) continue;
      const keys = (type.astNode?.directives ?? [])
        .filter((node) => node.name.value === 'join__type' && givenTo(node, 'graph') === graph)
        .filter((node) => givenTo(node, 'resolvable') !== false)
        .flatMap((node) => textOf(givenTo(node, 'key')));
      if (keys.length === 0) continue;
      const requirements = Object.values(type.getFields())
        .flatMap(({ astNode }) => astNode?.directives ?? [])
        .filter((node) => node.name.value === 'join__field' && givenTo(node, 'graph') === graph)
        .flatMap((node) => textOf(givenTo(node, 'requires')));
      const place = contract.partitionField(type.name);
      if ([...keys, ...requirements].some((fields) => fields.split(/\W+/).includes(place))) continue;
      log(
        `${type.name} of ${service} cannot be asked for: the partitions file names ${service}, and no key of ${type.name} has the field ${place}`,
      );
    }
  }
}

function givenTo({ arguments: given = [] }: ConstDirectiveNode, argument: string): unknown {
  const value = given.find(({ name }) => name.value === argument)?.value;
  return value !== undefined && 'value' in value ? value.value : undefined;
}

const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);
