import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  type NamedTypeNode,
  visit,
} from 'graphql';

/** Whether an operation has a fragment on an interface or a union. */
export function hasAbstractFragment(document: DocumentNode, schema: GraphQLSchema): boolean {
  let isFound = false;
  const look = ({ typeCondition }: { readonly typeCondition?: NamedTypeNode | undefined }) => {
    isFound ||= typeCondition !== undefined && isAbstractType(schema.getType(typeCondition.name.value));
    return isFound ? BREAK : undefined;
  };
  visit(document, { InlineFragment: look, FragmentDefinition: look });
  return isFound;
}
