import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';

/** The operation of a document that was made for one. */
export function operationOf(document: DocumentNode): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
}
