import { isListType, isNonNullType, type Type } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { partitionedTypeNames } from './partitionedTypeNames.ts';
import { reachableObjects } from './reachableObjects.ts';

/**
 * Where an unpartitioned subgraph leads to a partitioned entity, the entity is nullable, also as item of a list:
 * a jurisdiction that knows no such record makes it `null` with `NOT_FOUND`, and the neighbours must stay.
 */
export function lintStubReferences(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const partitioned = partitionedTypeNames(subgraphs);
  return subgraphs
    .filter((subgraph) => !subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .allFields()
        .filter((field) => reachableObjects(field.type).some((type) => partitioned.has(type.name)))
        .filter((field) => field.type !== undefined && isNonNullType(itemType(field.type)))
        .map((field) => ({
          lint: 'stub-reference',
          subgraph: subgraph.name,
          coordinate: field.coordinate,
          message: 'the record may turn out not to exist; drop the "!" behind its type',
        })),
    );
}

function itemType(type: Type): Type {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return isListType(nullable) ? itemType(nullable.ofType) : type;
}
