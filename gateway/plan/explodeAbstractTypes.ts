import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Each level multiplies the fields below it by its types: more than this would take the planner seconds. */
const MOST_FIELDS = 5_000;
const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The same operation with a fragment for every object type instead of interfaces and unions.
 *
 * `@apollo/query-planner` 2.14 gives up on some fragments on an interface whose types have the field in different
 * subgraphs ("Was not able to find any options"), but not on the same question asked of each type.
 *
 * @param document - one operation and its fragments.
 * @throws {TongbanError} `OPERATION_TOO_COSTLY` for too many types in each other.
 */
export function explodeAbstractTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );

  /** What a selection asks of one object type: fields as they are, fragments that cannot apply left out. */
  const selectFor = (type: GraphQLObjectType, selectionSet: SelectionSetNode): SelectionNode[] =>
    selectionSet.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return [explodeField(type, node)];
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment === undefined || !applies(condition, type, schema)) return [];
      const selections = selectFor(type, fragment.selectionSet);
      return selections.length === 0 ? [] : [inlineFragment(type, selections, node.directives)];
    });

  let fields = 0;
  const explodeField = (parent: GraphQLObjectType, node: FieldNode): FieldNode => {
    fields++;
    if (fields > MOST_FIELDS) {
      throw new TongbanError(
        'OPERATION_TOO_COSTLY',
        'The operation asks too many types for the same in each other',
      );
    }
    const type = getNamedType(parent.getFields()[node.name.value]?.type);
    if (node.selectionSet === undefined || !isCompositeType(type)) return node;
    return {
      ...node,
      selectionSet: explode(node.selectionSet, isAbstractType(type) ? schema.getPossibleTypes(type) : [type]),
    };
  };

  const explode = (selectionSet: SelectionSetNode, types: readonly GraphQLObjectType[]): SelectionSetNode => {
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) {
      return { kind: Kind.SELECTION_SET, selections: [TYPE_NAME, ...selectFor(only, selectionSet)] };
    }
    const parts = types.flatMap((type) => {
      const selections = selectFor(type, selectionSet);
      return selections.length === 0 ? [] : [inlineFragment(type, selections)];
    });
    return { kind: Kind.SELECTION_SET, selections: [TYPE_NAME, ...parts] };
  };

  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    if (!root) return [definition];
    const selections = selectFor(root, definition.selectionSet);
    return [{ ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } as const }];
  });
  return { kind: Kind.DOCUMENT, definitions };
}

const inlineFragment = (
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  directives: SelectionNode['directives'] = [],
): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
  directives,
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});

function applies(condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && isObjectType(type) && schema.isSubType(named, type);
}
