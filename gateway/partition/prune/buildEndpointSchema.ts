import {
  buildASTSchema,
  type DefinitionNode,
  DirectiveLocation,
  type GraphQLSchema,
  Kind,
  parse,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  valueFromASTUntyped,
} from 'graphql';
import { parseEndpointSdl } from './parseEndpointSdl.ts';
import { refuseMisplacedTypes } from './refuseMisplacedTypes.ts';

const FEDERATION_TYPES: ReadonlySet<string> = new Set(['_Any', '_Entity', '_Service']);
const EXECUTABLE: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.FIELD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

const DEFINITION_KINDS = {
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
} as const;

/**
 * Builds the schema that an endpoint's `_entities` operations are validated against, from the SDL it tells of itself.
 *
 * Federation's own machinery, of which servers tell more or less, is put in place anew: `_entities` returns the union
 * of the object types that carry a `@key`. Links and directives of the type system are left aside.
 *
 * @throws {SdlTooLargeError} when it would take too long.
 * @throws {Error} when the text is no SDL, names types that it does not define, or has them where they mean nothing.
 * @see Federation specification, "Query._service" and "Query._entities"
 */
export function buildEndpointSchema(sdl: string): GraphQLSchema {
  const told = parseEndpointSdl(sdl);
  const keyNames = keyDirectives(told);
  const definitions = completed(told.filter(isWanted));
  const entities = definitions
    .filter(isObject)
    .filter(({ directives = [] }) =>
      directives.some(({ name }) => keyNames.has(name.value) || name.value.endsWith('__key')),
    );
  const names = [...new Set(entities.map(({ name }) => name.value))];
  const query = queryName(told);
  const hasQuery = definitions.some((node) => 'name' in node && node.name?.value === query);

  const machinery = parse(
    `schema { query: ${query} } scalar _Any type _Service { sdl: String } union _Entity${names.length ? ` = ${names.join(' | ')}` : ''}
     ${hasQuery ? 'extend ' : ''}type ${query} { _entities(representations: [_Any!]!): [_Entity]! }`,
    { noLocation: true },
  ).definitions;
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...definitions, ...machinery] },
    { assumeValid: true, assumeValidSDL: true },
  );
  refuseMisplacedTypes(schema);
  return schema;
}

function isWanted(node: DefinitionNode): boolean {
  if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) return false;
  if (node.kind === Kind.DIRECTIVE_DEFINITION)
    return node.locations.some(({ value }) => EXECUTABLE.has(value));
  return 'name' in node && !FEDERATION_TYPES.has(node.name?.value ?? '');
}

/** `extend type X` without an X is how Federation 1 declares a type of another subgraph: the first one becomes X. */
function completed(nodes: readonly DefinitionNode[]): DefinitionNode[] {
  const defined = new Set(nodes.filter(isDefinition).map(({ name }) => name.value));
  return nodes.map((node) => {
    if (!isExtension(node) || defined.has(node.name.value)) return node;
    defined.add(node.name.value);
    return { ...node, kind: DEFINITION_KINDS[node.kind] } as TypeDefinitionNode;
  });
}

/** `@key` as the SDL spells it: the `@link` of federation may import it under another name. */
function keyDirectives(nodes: readonly DefinitionNode[]): ReadonlySet<string> {
  const names = new Set(['key']);
  for (const node of nodes) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const argument of (node.directives ?? []).flatMap((link) => link.arguments ?? [])) {
      const imports: unknown = argument.name.value === 'import' ? valueFromASTUntyped(argument.value) : [];
      for (const item of Array.isArray(imports) ? imports : []) {
        if (item?.name === '@key' && typeof item.as === 'string') names.add(item.as.slice(1));
      }
    }
  }
  return names;
}

function queryName(nodes: readonly DefinitionNode[]): string {
  for (const node of nodes) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    const query = node.operationTypes?.find(({ operation }) => operation === 'query');
    if (query) return query.type.name.value;
  }
  return 'Query';
}

const isExtension = (node: DefinitionNode): node is TypeExtensionNode =>
  Object.hasOwn(DEFINITION_KINDS, node.kind);

const isDefinition = (node: DefinitionNode): node is TypeDefinitionNode =>
  Object.values<string>(DEFINITION_KINDS).includes(node.kind);

const isObject = (node: DefinitionNode) =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
