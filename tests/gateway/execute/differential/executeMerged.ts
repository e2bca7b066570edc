import {
  type DocumentNode,
  execute,
  type FieldNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { AncestorContexts } from './AncestorContexts.ts';
import { keysOf } from './keysOf.ts';
import type { Model } from './Model.ts';
import type { World } from './World.ts';

/**
 * What graphql-js answers over one schema.
 *
 * @param schema - without resolvers.
 * @param denied - fields of the document that are answered with an error.
 */
export async function executeMerged(
  model: Model,
  world: World,
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  denied: ReadonlySet<FieldNode> = new Set(),
): Promise<FormattedExecutionResult> {
  const { types } = model;
  const contexts = new AncestorContexts(model, world);
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    rootValue: {},
    fieldResolver: (row, args, _, info) => {
      const { parentType, fieldName, fieldNodes } = info;
      contexts.note(info, row);
      if (fieldNodes.some((node) => denied.has(node))) throw new Error('denied');
      const type = types.find(({ name }) => name === parentType.name);
      const field = type?.fields.find(({ name }) => name === fieldName);
      if (type && field) {
        const given = { ...args, ...contexts.argumentsOf(field, info) };
        return world.answer(type.name, field, row, given, null);
      }
      if (type?.kind === 'entity' && Object.hasOwn(keysOf(row), fieldName)) return keysOf(row)[fieldName];
      return row[fieldName];
    },
  });
  return JSON.parse(JSON.stringify(result));
}
