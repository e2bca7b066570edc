import { type GraphQLSchema, parse, validate } from 'graphql';
import type { DrawnOperation } from './DrawnOperation.ts';

export function isValidOperation(schema: GraphQLSchema, { source }: DrawnOperation): boolean {
  try {
    return validate(schema, parse(source)).length === 0;
  } catch {
    // What has lost its last selection is no GraphQL.
    return false;
  }
}
