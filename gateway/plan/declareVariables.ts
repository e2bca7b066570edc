import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** What is sent, with the declarations of the client's variables that it uses. */
export function declareVariables(
  sent: DocumentNode,
  client: DocumentNode,
  usages: ReadonlySet<string>,
): DocumentNode {
  const isOperation = (node: DocumentNode['definitions'][number]): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  const declared = client.definitions.find(isOperation)?.variableDefinitions ?? [];
  return visit(sent, {
    OperationDefinition: (node) => {
      const known = new Set(node.variableDefinitions?.map(({ variable }) => variable.name.value));
      const open = declared.filter(
        ({ variable: { name } }) => usages.has(name.value) && !known.has(name.value),
      );
      return { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), ...open] };
    },
  });
}
