import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** Every entity of a partitioned subgraph says by `asOf: DateTime` how old its data is: freshness is a field. */
export function lintAsOf(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .entities()
        .filter((type) => type.field('asOf')?.type?.toString() !== 'DateTime')
        .map((type) => ({
          lint: 'as-of',
          subgraph: subgraph.name,
          coordinate: `${type.name}.asOf`,
          message: 'the entity does not say how old it is; declare asOf: DateTime',
        })),
    );
}
