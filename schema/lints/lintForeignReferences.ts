import type { ObjectType } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { partitionedTypeNames } from './partitionedTypeNames.ts';
import { reachableObjects } from './reachableObjects.ts';

/**
 * A partitioned subgraph leads only to partitioned entities that it serves itself: a stub of another department's
 * record would be a way across, with an identity sealed for the wrong place.
 */
export function lintForeignReferences(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const partitioned = partitionedTypeNames(subgraphs);
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph.allFields().flatMap((field) =>
        reachableObjects(field.type)
          .filter((type) => partitioned.has(type.name) && !isServedHere(subgraph, type))
          .map((type) => ({
            lint: 'foreign-reference',
            subgraph: subgraph.name,
            coordinate: field.coordinate,
            message: `leads to ${type.name}, which another subgraph serves; move the field to people or cases`,
          })),
      ),
    );
}

/** Served means more than keys: a type that only repeats key fields is a stub of another subgraph's entity. */
function isServedHere(subgraph: LintedSubgraph, type: ObjectType): boolean {
  const keys = subgraph.keysOf(type);
  return (
    subgraph.partitionFieldOf(type) !== undefined &&
    keys.some((key) => key.resolvable) &&
    subgraph
      .fieldsOf(type)
      .some(
        (field) => !subgraph.has(field, 'external') && keys.every((key) => !key.fieldNames.has(field.name)),
      )
  );
}
