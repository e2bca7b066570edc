import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { partitionedTypeNames } from './partitionedTypeNames.ts';
import { reachableObjects } from './reachableObjects.ts';

/**
 * A field of a partitioned subgraph that returns a partitioned entity says `@local`: the planner stays inside the
 * subgraph, so the author must vouch that the entity lies in the same jurisdiction.
 */
export function lintLocalMissing(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const partitioned = partitionedTypeNames(subgraphs);
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .allFields()
        .filter((field) => !subgraph.isLocal(field))
        .flatMap((field) => {
          const entity = reachableObjects(field.type).find((type) => partitioned.has(type.name));
          if (entity === undefined) return [];
          return {
            lint: 'local-missing',
            subgraph: subgraph.name,
            coordinate: field.coordinate,
            message: `leads to ${entity.name}; add @local if it always lies in the parent's jurisdiction, else move the field to people or cases`,
          };
        }),
    );
}
