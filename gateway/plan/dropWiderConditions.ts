import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * The same operation without type conditions on interfaces that whatever stands there has by its own interface: `... on Named` around
 * an `Item`, where `interface Item implements Named`.
 *
 * `@apollo/query-planner` 2.14 ends in an assertion over them where `Item` is an interface object, whose subgraph knows no `Named`.
 *
 * @param document - without named fragments.
 * @returns `document` itself where there are none.
 */
export function dropWiderConditions(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      InlineFragment: (node) => {
        const wider = node.typeCondition && schema.getType(node.typeCondition.name.value);
        const around = info.getParentType();
        if (!isInterfaceType(wider) || !isInterfaceType(around) || around === wider) return undefined;
        if (!schema.isSubType(wider, around)) return undefined;
        const { typeCondition: _, ...rest } = node;
        return rest;
      },
    }),
  );
}
