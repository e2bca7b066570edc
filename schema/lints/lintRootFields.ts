import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** A partitioned subgraph has no root fields: a root field names no jurisdiction, so there is nowhere to send it. */
export function lintRootFields(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .rootTypes()
        .flatMap((type) => subgraph.fieldsOf(type))
        .map((field) => ({
          lint: 'no-root-fields',
          subgraph: subgraph.name,
          coordinate: field.coordinate,
          message:
            'a root field cannot be routed to a jurisdiction; move it to people, catalog or cases as a key stub',
        })),
    );
}
