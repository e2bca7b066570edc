import {
  type ConstDirectiveNode,
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { EntityKey, SupergraphFacts } from './SupergraphFacts.ts';

/**
 * Reads from a supergraph what plans do not say.
 *
 * @param schema - the full supergraph schema, inaccessible parts included.
 * @see https://specs.apollo.dev/join/v0.3 for `join__type` and `join__graph`
 */
export function createSupergraphFacts(document: DocumentNode, schema: GraphQLSchema): SupergraphFacts {
  const services = readServiceNames(document);
  const keys = new Map<string, EntityKey[]>();
  const vagueTypes = new Set<string>();
  for (const { typeName, directive } of joinTypes(document)) {
    const service = services.get(enumOf(directive, 'graph') ?? '');
    if (isBoolean(directive, 'isInterfaceObject', true)) vagueTypes.add(typeName);
    const fields = stringOf(directive, 'key');
    if (service === undefined || fields === undefined || isBoolean(directive, 'resolvable', false)) continue;
    const id = keyId(service, typeName);
    keys.set(id, [...(keys.get(id) ?? []), leafPaths(parseFields(fields))]);
  }
  const { requiredBy, required } = readRequirements(document, services);
  return {
    vagueTypes,
    keysOf: (service, typeName) => keys.get(keyId(service, typeName)) ?? [],
    requiredBy: (service, typeName, name) =>
      (requiredBy.get(keyId(service, name)) ?? [])
        .filter((one) => overlap(schema, one.typeName, typeName))
        .map(({ selectionSet }) => selectionSet),
    isRequiredIn: (service, path) => required.has(keyId(service, path)),
    fieldType: (typeName, name) => {
      const type = schema.getType(typeName);
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name]?.type : undefined;
    },
    overlap: (typeName, other) => overlap(schema, typeName, other),
    meets: (typeName, condition) => typeName === condition || isSubType(schema, typeName, condition),
  };
}

function isSubType(schema: GraphQLSchema, typeName: string, condition: string): boolean {
  const type = schema.getType(typeName);
  const abstractType = schema.getType(condition);
  if (!isAbstractType(abstractType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstractType, type);
}

function overlap(schema: GraphQLSchema, typeName: string, other: string): boolean {
  const [one, two] = [schema.getType(typeName), schema.getType(other)];
  return (
    typeName === other || !isCompositeType(one) || !isCompositeType(two) || doTypesOverlap(schema, one, two)
  );
}

function readServiceNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
      const name = graph && stringOf(graph, 'name');
      if (name !== undefined) names.set(value.name.value, name);
    }
  }
  return names;
}

function joinTypes(document: DocumentNode): { typeName: string; directive: ConstDirectiveNode }[] {
  return document.definitions.flatMap((definition) => {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      return [];
    }
    const directives = definition.directives?.filter(({ name }) => name.value === 'join__type') ?? [];
    return directives.map((directive) => ({ typeName: definition.name.value, directive }));
  });
}

/** What some field of a type requires. */
interface Requirement {
  readonly typeName: string;
  readonly selectionSet: SelectionSetNode;
}

function readRequirements(document: DocumentNode, services: ReadonlyMap<string, string>) {
  const requiredBy = new Map<string, Requirement[]>();
  const required = new Set<string>();
  const read = (definition: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): false => {
    const typeName = definition.name.value;
    for (const { name, directives = [] } of definition.fields ?? []) {
      for (const directive of directives) {
        const fields = directive.name.value === 'join__field' ? stringOf(directive, 'requires') : undefined;
        const service = services.get(enumOf(directive, 'graph') ?? '');
        const selectionSet = fields === undefined ? undefined : parseFields(fields);
        if (selectionSet === undefined || service === undefined) continue;
        const id = keyId(service, name.value);
        requiredBy.set(id, [...(requiredBy.get(id) ?? []), { typeName, selectionSet }]);
        for (const one of fieldPaths(selectionSet)) required.add(keyId(service, one));
      }
    }
    return false;
  };
  visit(document, { ObjectTypeDefinition: read, InterfaceTypeDefinition: read });
  return { requiredBy, required };
}

const fieldPaths = (selectionSet: SelectionSetNode | undefined, around = ''): readonly string[] =>
  (selectionSet?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return fieldPaths(node.selectionSet, around);
    if (node.kind !== Kind.FIELD) return [];
    const path = around + node.name.value;
    return [path, ...fieldPaths(node.selectionSet, `${path}.`)];
  });

function parseFields(fields: string): SelectionSetNode | undefined {
  const [definition] = parse(`{${fields}}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

function leafPaths(selectionSet: SelectionSetNode | undefined): EntityKey {
  const fields = (selectionSet?.selections ?? []).filter(
    (node): node is FieldNode => node.kind === Kind.FIELD,
  );
  return fields.flatMap((field) =>
    field.selectionSet === undefined
      ? [[field.name.value]]
      : leafPaths(field.selectionSet).map((path) => [field.name.value, ...path]),
  );
}

const keyId = (service: string, typeName: string): string => `${service}\n${typeName}`;

const argumentOf = (directive: ConstDirectiveNode, argument: string) =>
  directive.arguments?.find(({ name }) => name.value === argument)?.value;

function stringOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = argumentOf(directive, argument);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function enumOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = argumentOf(directive, argument);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function isBoolean(directive: ConstDirectiveNode, argument: string, expected: boolean): boolean {
  const value = argumentOf(directive, argument);
  return value?.kind === Kind.BOOLEAN && value.value === expected;
}
