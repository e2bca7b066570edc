import {
  baseType,
  type CompositeType,
  type FieldDefinition,
  type ObjectType,
} from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { partitionedTypeNames } from './partitionedTypeNames.ts';

const SEALED_TYPE = 'SealedIdentity';
const SEALED_FIELD = 'identity';
const HOLDER_FIELD = 'holderId';

/**
 * The sealed identity exists only as an `@inaccessible` key field of partitioned entities, and every entity that is
 * found by its holder has it: so it reaches the jurisdiction and never a client.
 */
export function lintSealedIdentity(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const partitioned = partitionedTypeNames(subgraphs);
  return subgraphs.flatMap((subgraph) => [
    ...subgraph
      .allFields()
      .flatMap((field) =>
        whatIsWrong(subgraph, field, partitioned).map((message) =>
          finding(subgraph, field.coordinate, message),
        ),
      ),
    ...sealedInputs(subgraph).map((coordinate) =>
      finding(subgraph, coordinate, 'a client must never send a sealed identity; remove it'),
    ),
    ...subgraph
      .entities()
      .filter((type) => partitioned.has(type.name))
      .filter((type) =>
        subgraph
          .keysOf(type)
          .some((key) => key.fieldNames.has(HOLDER_FIELD) && !key.fieldNames.has(SEALED_FIELD)),
      )
      .map((type) =>
        finding(
          subgraph,
          type.name,
          `a key with ${HOLDER_FIELD} does not tell the place who that is; add ${SEALED_FIELD} to it`,
        ),
      ),
  ]);
}

function whatIsWrong(
  subgraph: LintedSubgraph,
  field: FieldDefinition<CompositeType>,
  partitioned: ReadonlySet<string>,
): readonly string[] {
  const { parent } = field;
  const isSealed = field.type !== undefined && baseType(field.type).name === SEALED_TYPE;
  if (!isSealed) {
    return field.name === SEALED_FIELD && partitioned.has(parent.name)
      ? [`an identity travels sealed; declare it as ${SEALED_TYPE}! @inaccessible`]
      : [];
  }
  return [
    ...(subgraph.has(field, 'inaccessible')
      ? []
      : ['a sealed identity must never reach a client; add @inaccessible']),
    ...(parent.kind === 'ObjectType' &&
    partitioned.has(parent.name) &&
    isInEveryKey(subgraph, parent, field.name)
      ? []
      : [
          'a sealed identity is a key field of a partitioned entity and nothing else; add it to every @key or remove it',
        ]),
  ];
}

function isInEveryKey(subgraph: LintedSubgraph, type: ObjectType, fieldName: string): boolean {
  const keys = subgraph.keysOf(type);
  return keys.length > 0 && keys.every((key) => key.fieldNames.has(fieldName));
}

function sealedInputs(subgraph: LintedSubgraph): readonly string[] {
  const inputs = subgraph
    .ownTypes()
    .flatMap((type) => (type.kind === 'InputObjectType' ? type.fields() : []));
  const inputArguments = subgraph.allFields().flatMap((field) => [...field.arguments()]);
  return [...inputs, ...inputArguments]
    .filter((input) => input.type !== undefined && baseType(input.type).name === SEALED_TYPE)
    .map((input) => input.coordinate);
}

const finding = (subgraph: LintedSubgraph, coordinate: string, message: string): LintFinding => ({
  lint: 'sealed-identity',
  subgraph: subgraph.name,
  coordinate,
  message,
});
