import type { GraphQLSchema } from 'graphql';
import { directiveArgument } from './directiveArgument.ts';

/** The field that says where an entity belongs: `by` of `@partition` on its type, default `jurisdiction`. */
export const partitionFieldIn = (contract: GraphQLSchema | undefined, typename: string): string =>
  directiveArgument(contract?.getType(typename)?.astNode?.directives, 'partition', 'by') ?? 'jurisdiction';
