import {
  buildASTSchema,
  type DefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
} from 'graphql';

/**
 * A supergraph in which interfaces are objects where one subgraph knows them so (`@interfaceObject`): it cannot say which
 * type one of its objects is, and its answers hold the interface's own name.
 *
 * @param service - the subgraph's name.
 */
export function interfacesAsObjects(schema: GraphQLSchema, service: string): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).flatMap(({ astNode }) => astNode ?? []);
  const graph = types
    .flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []) : []))
    .find(({ directives }) => has(directives, 'join__graph', 'name', service))?.name.value;
  const isVague = (node: DefinitionNode): boolean =>
    node.kind === Kind.INTERFACE_TYPE_DEFINITION &&
    (node.directives ?? []).some(
      (one) =>
        has([one], 'join__type', 'graph', graph) && has([one], 'join__type', 'isInterfaceObject', true),
    );
  const vague = new Set(types.filter(isVague).map(({ name }) => name.value));
  if (vague.size === 0) return schema;
  const rest = (interfaces: readonly NamedTypeNode[] = []) =>
    interfaces.filter(({ name }) => !vague.has(name.value));
  const definitions = types.map((node): DefinitionNode => {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return { ...node, interfaces: rest(node.interfaces) };
    if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
    const interfaces = rest(node.interfaces);
    return isVague(node)
      ? { ...node, kind: Kind.OBJECT_TYPE_DEFINITION, interfaces }
      : { ...node, interfaces };
  });
  const others = [schema, ...schema.getDirectives()].flatMap(({ astNode }) => astNode ?? []);
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...others, ...definitions] },
    { assumeValid: true, assumeValidSDL: true },
  );
}

function has(
  directives: InterfaceTypeDefinitionNode['directives'],
  name: string,
  argument: string,
  wanted: unknown,
): boolean {
  return (directives ?? []).some(
    (node) =>
      node.name.value === name &&
      node.arguments?.some(
        ({ name: given, value }) => given.value === argument && 'value' in value && value.value === wanted,
      ),
  );
}
