import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

const UNROUTABLE = ['interfaceObject', 'override'] as const;

/**
 * A partitioned subgraph uses neither `@interfaceObject` nor `@override`: both change which subgraph answers for a
 * type or field, and routing by jurisdiction cannot follow.
 */
export function lintUnroutableDirectives(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) => {
      const elements = subgraph.fieldedTypes().flatMap((type) => [type, ...subgraph.fieldsOf(type)]);
      return UNROUTABLE.flatMap((directive) =>
        elements
          .filter((element) => subgraph.has(element, directive))
          .map((element) => ({
            lint: 'unroutable-directive',
            subgraph: subgraph.name,
            coordinate: element.coordinate,
            message: `@${directive} cannot be honoured per jurisdiction; remove it`,
          })),
      );
    });
}
