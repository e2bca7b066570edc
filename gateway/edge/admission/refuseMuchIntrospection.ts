import { type DocumentNode, type GraphQLSchema, getIntrospectionQuery, parse } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { writeOutFragments } from '../../plan/writeOutFragments.ts';
import { countIntrospected } from './countIntrospected.ts';

/** What tools ask for, and how much more than that a document may. */
const EVERYTHING = writeOutFragments(
  parse(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  ),
);
const TIMES = 3;

const most = new WeakMap<GraphQLSchema, number>();

/**
 * Refuses documents that ask for the schema many times over, by aliases for instance: no subgraph is asked for that, so that it
 * costs nothing else.
 *
 * @param document - with its fragments written out.
 * @throws {TongbanError} OPERATION_TOO_COSTLY
 */
export function refuseMuchIntrospection(document: DocumentNode, text: string, schema: GraphQLSchema): void {
  if (!text.includes('__schema') && !text.includes('__type')) return;
  const limit = most.get(schema) ?? TIMES * countIntrospected(EVERYTHING, schema);
  most.set(schema, limit);
  if (countIntrospected(document, schema) <= limit) return;
  throw new TongbanError(
    'OPERATION_TOO_COSTLY',
    `Introspection may ask for ${TIMES} times as much as the whole schema at most`,
  );
}
