import {
  type FieldDefinition,
  isNonNullType,
  isScalarType,
  type ObjectType,
} from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** `by` names a field that every record has exactly one value of: a non-null scalar without arguments. */
export function lintPartitionField(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs.flatMap((subgraph) =>
    subgraph.schema.objectTypes().flatMap((type) => {
      const by = subgraph.partitionFieldOf(type);
      if (by === undefined) return [];
      const message = whatIsWrong(by, type.field(by));
      const coordinate = `${type.name}.${by}`;
      return message ? [{ lint: 'partition-field', subgraph: subgraph.name, coordinate, message }] : [];
    }),
  );
}

function whatIsWrong(by: string, field: FieldDefinition<ObjectType> | undefined): string | undefined {
  if (field?.type === undefined)
    return `@partition names "${by}", which the type does not have; name a key field`;
  if (field.hasArguments()) return 'a partition field takes no arguments; remove them';
  return isNonNullType(field.type) && isScalarType(field.type.ofType)
    ? undefined
    : `a partition field is a non-null scalar, not ${field.type.toString()}; declare it as DivisionCode!`;
}
