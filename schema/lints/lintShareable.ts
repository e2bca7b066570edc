import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** Nothing in a partitioned subgraph is `@shareable`: the planner would be free to ask the wrong place for it. */
export function lintShareable(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .fieldedTypes()
        .flatMap((type) => [type, ...subgraph.fieldsOf(type)])
        .filter((element) => subgraph.has(element, 'shareable'))
        .map((element) => ({
          lint: 'no-shareable',
          subgraph: subgraph.name,
          coordinate: element.coordinate,
          message:
            'one subgraph alone answers what belongs to a jurisdiction; remove @shareable, or give the type another name',
        })),
    );
}
