import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Leaves nothing of what is asked of the schema itself but that it is. No subgraph is asked for it, and `@apollo/query-planner` 2.14
 * refuses what it does not know of it, such as `isOneOf`.
 */
export const bareIntrospection = (document: DocumentNode): DocumentNode =>
  visit(document, {
    Field: (node) =>
      node.name.value === '__schema' || node.name.value === '__type'
        ? { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [TYPE_NAME] } }
        : undefined,
  });
