import { type DefinitionNode, type DocumentNode, Kind, print } from 'graphql';

/** How an offered SDL differs from the contract; coordinates, sorted. */
export interface ContractDifference {
  /** In the contract and not offered: version skew, which the gateway bears. */
  readonly notOffered: readonly string[];
  /** Offered and not in the contract, or of another type: the gateway would misunderstand. */
  readonly otherwise: readonly string[];
}

/** Compares types, fields, arguments, inputs and enum values; descriptions and order mean nothing. */
export function compareContracts(contract: DocumentNode, offered: DocumentNode): ContractDifference {
  const expected = coordinatesOf(contract);
  const given = coordinatesOf(offered);
  const notOffered = [...expected.keys()].filter((coordinate) => !given.has(coordinate));
  const otherwise = [...given].flatMap(([coordinate, type]) => {
    const wanted = expected.get(coordinate);
    if (wanted === type) return [];
    return [
      wanted === undefined
        ? `${coordinate} (unknown to the contract)`
        : `${coordinate} (${type}, not ${wanted})`,
    ];
  });
  return { notOffered: notOffered.toSorted(), otherwise: otherwise.toSorted() };
}

/** What each coordinate is: its type, or the kind of definition. */
function coordinatesOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  return new Map(definitions.flatMap(coordinatesOfDefinition));
}

function coordinatesOfDefinition(definition: DefinitionNode): readonly (readonly [string, string])[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const { value: type } = definition.name;
      if (isFederations(type)) return [];
      const fields = (definition.fields ?? []).filter(({ name }) => !isFederations(name.value));
      return [
        ...fields.map((field) => [`${type}.${field.name.value}`, print(field.type)] as const),
        ...fields.flatMap((field) =>
          (field.arguments ?? []).map(
            (argument) =>
              [`${type}.${field.name.value}(${argument.name.value}:)`, print(argument.type)] as const,
          ),
        ),
      ];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map((field) => [
        `${definition.name.value}.${field.name.value}`,
        print(field.type),
      ]);
    case Kind.ENUM_TYPE_DEFINITION:
      return isFederations(definition.name.value)
        ? []
        : (definition.values ?? []).map(({ name }) => [`${definition.name.value}.${name.value}`, 'value']);
    case Kind.SCALAR_TYPE_DEFINITION:
      return isFederations(definition.name.value) ? [] : [[definition.name.value, 'scalar']];
    default:
      return [];
  }
}

/** `_Any`, `_service`, `link__Purpose`: the protocol's own, which servers may print or not. */
const isFederations = (name: string) => name.startsWith('_') || name.includes('__') || name === 'FieldSet';
