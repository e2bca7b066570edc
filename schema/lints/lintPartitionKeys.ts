import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** Every `@key` of a partitioned type holds the partition field: a representation without it cannot be routed. */
export function lintPartitionKeys(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs.flatMap((subgraph) =>
    subgraph.fieldedTypes().flatMap((type) => {
      const by = subgraph.partitionFieldOf(type);
      if (by === undefined) return [];
      return subgraph
        .keysOf(type)
        .filter((key) => !key.fieldNames.has(by))
        .map((key) => ({
          lint: 'partition-key',
          subgraph: subgraph.name,
          coordinate: type.name,
          message: `@key "${key.canonical}" lacks the partition field; write @key(fields: "${by} ${key.canonical}")`,
        }));
    }),
  );
}
