import { type CompositeType, type FieldDefinition, isNonNullType } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/**
 * Every field of a partitioned subgraph is nullable, value types included, keys excepted: a jurisdiction that fails
 * or lacks a field must not wipe out what others answered. Items of a list may be non-null.
 */
export function lintNullableFields(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) => {
      const keyFields = keyCoordinates(subgraph);
      return subgraph
        .fieldedTypes()
        .flatMap((type) => subgraph.fieldsOf(type))
        .filter((field) => field.type && isNonNullType(field.type))
        .filter((field) => !subgraph.has(field, 'external') && !isKeyField(field, keyFields))
        .map((field) => ({
          lint: 'nullable-field',
          subgraph: subgraph.name,
          coordinate: field.coordinate,
          message: 'a jurisdiction may fail to answer it; drop the last "!"',
        }));
    });
}

function keyCoordinates(subgraph: LintedSubgraph): ReadonlySet<string> {
  const keys = subgraph.entities().flatMap((type) => subgraph.keysOf(type));
  return new Set(keys.flatMap((key) => [...key.coordinates]));
}

/** An interface field counts as key field where it is one in every implementing type. */
function isKeyField(field: FieldDefinition<CompositeType>, keyFields: ReadonlySet<string>): boolean {
  if (keyFields.has(field.coordinate)) return true;
  if (field.parent.kind !== 'InterfaceType') return false;
  const implementations = field.parent.possibleRuntimeTypes();
  return (
    implementations.length > 0 && implementations.every((type) => keyFields.has(`${type.name}.${field.name}`))
  );
}
