import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks of what type an object is, wherever that decides what of it is answered.
 *
 * `@apollo/query-planner` 2.14 asks for no type where a subgraph says more exactly what a field gives (`Book`, where all together
 * say `Media`), and not for the field at all where no fragment below can meet what a type gives there: then nobody knows which
 * fragments apply, or whether there is an object.
 *
 * @param document - without fragments that have names.
 */
export function askTypeNames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: (node, _, parent) => {
        const type = info.getParentType();
        const isOfField = 'kind' in Object(parent) && Object(parent).kind === Kind.FIELD;
        if (!isOfField || !isAbstractType(type) || !dependsOnType(node, type.name, schema)) return undefined;
        return { ...node, selections: [...node.selections, TYPE_NAME] };
      },
    }),
  );
}

/** Whether fragments tell types apart, or the type is asked for under another name only. */
function dependsOnType({ selections }: SelectionSetNode, typeName: string, schema: GraphQLSchema): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === '__typename';
    if (node.kind === Kind.FRAGMENT_SPREAD) return true;
    const condition = node.typeCondition?.name.value ?? typeName;
    return !isAlways(typeName, condition, schema) || dependsOnType(node.selectionSet, typeName, schema);
  });
}

function isAlways(typeName: string, condition: string, schema: GraphQLSchema): boolean {
  if (typeName === condition) return true;
  const [type, other] = [schema.getType(typeName), schema.getType(condition)];
  if (!isCompositeType(type) || !isAbstractType(type) || !isAbstractType(other)) return false;
  return schema.getPossibleTypes(type).every((one) => schema.isSubType(other, one));
}
