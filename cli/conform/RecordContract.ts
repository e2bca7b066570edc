import { createHash } from 'node:crypto';
import { type DocumentNode, type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';

/** What the contract of one partitioned subgraph says about its records. */
export interface RecordContract {
  readonly subgraph: string;
  /** The contract's own text. */
  readonly document: DocumentNode;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  /** `HousingFundRecord`. */
  readonly recordType: string;
  /** `_entities` with every field of the record that the endpoint offers. */
  readonly entitiesQuery: string;
  /** The selection of that query, to be compared with what comes back. */
  readonly selection: Selection;
}

/** Fields by name: what they are, and what is selected below them. */
export type Selection = ReadonlyMap<string, SelectedField>;
export interface SelectedField {
  /** Named type: `Yuan`, `LoanState`. */
  readonly type: string;
  readonly children: Selection | null;
}

const RECORD_KEY = 'jurisdiction holderId identity';
/** Records are two or three levels deep; what lies deeper is reached by paging. */
const MOST_LEVELS = 5;

/**
 * Reads a contract.
 *
 * @param offered - the SDL that the endpoint tells; only what it has is asked for.
 * @throws {RangeError} when the contract has no record.
 */
export function readRecordContract(subgraph: string, sdl: string, offered: string): RecordContract {
  const document = parse(sdl);
  const recordType = findRecordType(document);
  const selection = select(recordType, fieldsByType(document), fieldsByType(parse(offered)), MOST_LEVELS);
  const fields = print(selection);
  return {
    subgraph,
    document,
    hash: createHash('sha256').update(sdl).digest('hex'),
    recordType,
    selection,
    entitiesQuery: `query($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${recordType} ${fields} } }`,
  };
}

function findRecordType({ definitions }: DocumentNode): string {
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const isRecord = definition.directives?.some(
      ({ name, arguments: given }) =>
        name.value === 'key' &&
        given?.some(({ value }) => value.kind === Kind.STRING && value.value === RECORD_KEY) === true,
    );
    if (isRecord === true) return definition.name.value;
  }
  throw new RangeError('a contract without a record');
}

type FieldsByType = ReadonlyMap<string, readonly FieldDefinitionNode[]>;

function fieldsByType({ definitions }: DocumentNode): FieldsByType {
  const types = new Map<string, readonly FieldDefinitionNode[]>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      continue;
    types.set(definition.name.value, [
      ...(types.get(definition.name.value) ?? []),
      ...(definition.fields ?? []),
    ]);
  }
  return types;
}

function select(type: string, contract: FieldsByType, offered: FieldsByType, levels: number): Selection {
  const offeredNames = new Set(offered.get(type)?.map(({ name }) => name.value));
  const selection = new Map<string, SelectedField>();
  for (const field of contract.get(type) ?? []) {
    const needsArgument = field.arguments?.some(
      (argument) => argument.type.kind === Kind.NON_NULL_TYPE && argument.defaultValue === undefined,
    );
    if (needsArgument === true || !offeredNames.has(field.name.value)) continue;
    const named = namedType(field.type);
    const isObject = contract.has(named);
    const children = isObject && levels > 1 ? select(named, contract, offered, levels - 1) : null;
    if (isObject && (children === null || children.size === 0)) continue;
    selection.set(field.name.value, { type: named, children });
  }
  return selection;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function print(selection: Selection): string {
  const fields = [...selection].map(([name, { children }]) =>
    children === null ? name : `${name} ${print(children)}`,
  );
  return `{ ${fields.join(' ')} }`;
}
