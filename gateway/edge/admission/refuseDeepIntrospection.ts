import { type DocumentNode, GraphQLSchema, MaxIntrospectionDepthRule, validate } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** The rule looks at names alone. */
const ANY_SCHEMA = new GraphQLSchema({ assumeValid: true });

/**
 * Refuses lists of types and fields inside each other: each level multiplies the answer by the size of the schema.
 *
 * @throws {TongbanError} OPERATION_TOO_COSTLY
 */
export function refuseDeepIntrospection(document: DocumentNode, text: string): void {
  if (!text.includes('__schema') && !text.includes('__type')) return;
  if (validate(ANY_SCHEMA, document, [MaxIntrospectionDepthRule]).length === 0) return;
  throw new TongbanError('OPERATION_TOO_COSTLY', 'Introspection may not list fields of fields of fields');
}
