import type { LintedSubgraph } from './LintedSubgraph.ts';

/** Names of the types that carry `@partition` in some subgraph. */
export function partitionedTypeNames(subgraphs: readonly LintedSubgraph[]): ReadonlySet<string> {
  return new Set(
    subgraphs.flatMap((subgraph) =>
      subgraph
        .fieldedTypes()
        .filter((type) => subgraph.partitionFieldOf(type) !== undefined)
        .map((type) => type.name),
    ),
  );
}
