import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { MemberSelection } from './MemberSelection.ts';

/**
 * What an operation asks of members of unions and interfaces, by the place of their objects: response keys, joined by
 * spaces.
 *
 * @param document - one operation, without named fragments.
 */
export function readMemberSelections(
  document: DocumentNode,
  schema: GraphQLSchema,
): ReadonlyMap<string, readonly MemberSelection[]> {
  const found = new Map<string, MemberSelection[]>();
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const root = operation && schema.getRootType(operation.operation);
  if (operation && root) visitSet(operation.selectionSet, root, [], { schema, found, seen: new Map() });
  return found;
}

interface Search {
  readonly schema: GraphQLSchema;
  readonly found: Map<string, MemberSelection[]>;
  /** Types and places that a set was visited for: all members lead to it, and the same is there to be found only once. */
  readonly seen: Map<SelectionSetNode, Set<string>>;
}

function visitSet(
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  path: readonly string[],
  search: Search,
): void {
  if (!isNew(set, `${parent.name} ${path.join(' ')}`, search)) return;
  const types = typesOf(parent, search.schema);
  eachField(set, types, search.schema, (field, type, wrap) => {
    const definition = type.getFields()[field.name.value];
    if (definition === undefined) return;
    const responseKey = field.alias?.value ?? field.name.value;
    if (isAbstractType(parent)) {
      const place = path.filter((step) => step !== '@').join(' ');
      const here = search.found.get(place) ?? [];
      search.found.set(place, here);
      here.push({ type: type.name, responseKey, fieldName: field.name.value, node: wrap(field), path });
    }
    const below = getNamedType(definition.type);
    if (field.selectionSet && isCompositeType(below)) {
      visitSet(field.selectionSet, below, [...path, responseKey, ...listSteps(definition.type)], search);
    }
  });
}

function isNew(set: SelectionSetNode, visit: string, { seen }: Search): boolean {
  const visits = seen.get(set) ?? new Set();
  seen.set(set, visits);
  const { size } = visits;
  return visits.add(visit).size > size;
}

/** A step for each list within a type. */
const listSteps = (type: GraphQLOutputType): readonly string[] =>
  [...String(type)].filter((sign) => sign === '[').map(() => '@');

function eachField(
  set: SelectionSetNode,
  types: readonly GraphQLObjectType[],
  schema: GraphQLSchema,
  on: (field: FieldNode, type: GraphQLObjectType, wrap: (node: SelectionNode) => SelectionNode) => void,
  wrap: (node: SelectionNode) => SelectionNode = (node) => node,
): void {
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) for (const type of types) on(node, type, wrap);
    if (node.kind !== Kind.INLINE_FRAGMENT) continue;
    const condition = node.typeCondition && schema.getType(node.typeCondition.name.value);
    const inner = isCompositeType(condition) ? typesOf(condition, schema) : types;
    const directives = node.directives ?? [];
    const wrapInner = (child: SelectionNode): SelectionNode =>
      directives.length === 0
        ? wrap(child)
        : wrap({
            kind: Kind.INLINE_FRAGMENT,
            directives,
            selectionSet: { kind: Kind.SELECTION_SET, selections: [child] },
          });
    eachField(
      node.selectionSet,
      types.filter((type) => inner.includes(type)),
      schema,
      on,
      wrapInner,
    );
  }
}

function typesOf(type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isUnionType(type) ? type.getTypes() : schema.getPossibleTypes(type);
}
