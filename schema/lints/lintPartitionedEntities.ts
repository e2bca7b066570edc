import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** Every entity of a partitioned subgraph carries `@partition`, and nothing else does: an entity without it has no endpoint. */
export function lintPartitionedEntities(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph.fieldedTypes().flatMap((type) => {
        const message = whatIsWrong(
          type.kind,
          subgraph.has(type, 'key'),
          subgraph.partitionFieldOf(type) !== undefined,
        );
        return message
          ? [{ lint: 'partitioned-entity', subgraph: subgraph.name, coordinate: type.name, message }]
          : [];
      }),
    );
}

function whatIsWrong(kind: string, isEntity: boolean, isPartitioned: boolean): string | undefined {
  if (kind === 'InterfaceType' && isEntity) {
    return 'an entity interface cannot be routed to a jurisdiction; remove @key and give it to the implementing types';
  }
  if (isEntity && !isPartitioned) {
    return 'an entity of a partitioned subgraph without @partition has no endpoint; add @partition(by: "jurisdiction")';
  }
  return !isEntity && isPartitioned
    ? '@partition means nothing on a type that is no entity; add @key or remove @partition'
    : undefined;
}
