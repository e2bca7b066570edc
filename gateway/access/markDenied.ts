import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { AccessClause } from './AccessClause.ts';
import type { AccessRules } from './AccessRules.ts';
import { deniedMark } from './deniedMark.ts';

/** Expanded fragments can grow without bound; the edge admits far less than this. */
const MAX_FIELDS = 50_000;

/** Where a selection stands: what the document says the object is, and what it can be there. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly reachable: readonly string[];
}

/**
 * The same operations with every field marked that a caller may not have, and every fragment written out: whether a field
 * of an interface is denied depends on the types that can be met where the fragment is used.
 *
 * A field of an interface is as strict as the interface and each object type that can stand there.
 *
 * @param document - valid for `schema`, which is what clients see.
 * @param isUnmet - is asked about every clause until one of a field's is unmet.
 * @throws {TongbanError} OPERATION_TOO_COSTLY when its fragments grow beyond all measure.
 */
export function markDenied(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: AccessRules,
  isUnmet: (clause: AccessClause) => boolean,
): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  let fields = 0;

  const typesOf = (type: GraphQLCompositeType): readonly string[] =>
    isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];

  const narrow = (place: Place, condition: string | undefined): Place | undefined => {
    const type = condition === undefined ? place.type : schema.getType(condition);
    if (!isCompositeType(type)) return undefined;
    const allowed = new Set(typesOf(type));
    // What no object can be there is marked by its own type alone: the planner may ask for it all the same.
    return { type, reachable: place.reachable.filter((name) => allowed.has(name)) };
  };

  const isDenied = ({ type, reachable }: Place, { name }: FieldNode): boolean => {
    const field = name.value;
    // What may not be named is found when the object is there, and its type known; here it counts as asked about.
    if (field === '__typename') {
      for (const typeName of reachable) rules.ofType(typeName).some(isUnmet);
      return false;
    }
    return [...new Set([type.name, ...reachable])].some((typeName) =>
      rules.ofField(typeName, field).some(isUnmet),
    );
  };

  const markField = (place: Place, node: FieldNode): FieldNode => {
    fields++;
    if (fields > MAX_FIELDS)
      throw new TongbanError('OPERATION_TOO_COSTLY', 'The operation has too many fields');
    if (isDenied(place, node)) return deniedMark.put(node);
    if (node.selectionSet === undefined || isUnionType(place.type)) return node;
    const type = typeBelow(place.type, node.name.value, schema);
    if (type === undefined) return node;
    return { ...node, selectionSet: mark({ type, reachable: typesOf(type) }, node.selectionSet) };
  };

  const mark = (place: Place, { selections }: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return [markField(place, node)];
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const inner = narrow(place, fragment?.typeCondition?.name.value);
      if (fragment === undefined || inner === undefined) return [];
      const { typeCondition } = fragment;
      const selectionSet = mark(inner, fragment.selectionSet);
      const { directives = [] } = node;
      return [
        { kind: Kind.INLINE_FRAGMENT, directives, selectionSet, ...(typeCondition && { typeCondition }) },
      ];
    }),
  });

  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    if (!root) return [definition];
    return [
      { ...definition, selectionSet: mark({ type: root, reachable: [root.name] }, definition.selectionSet) },
    ];
  });
  return { kind: Kind.DOCUMENT, definitions };
}

/** Of a field that the schema has, those that ask for the schema itself included. */
function typeBelow(
  parent: GraphQLCompositeType,
  fieldName: string,
  schema: GraphQLSchema,
): GraphQLCompositeType | undefined {
  const meta = { __schema: '__Schema', __type: '__Type' }[fieldName];
  const field = 'getFields' in parent ? parent.getFields()[fieldName] : undefined;
  const type = meta === undefined ? getNamedType(field?.type) : schema.getType(meta);
  return isCompositeType(type) ? type : undefined;
}
