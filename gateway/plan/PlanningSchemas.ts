import type { GraphQLSchema } from 'graphql';

/** What operations are read against. */
export interface PlanningSchemas {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The whole supergraph: planners also add what clients cannot see. */
  readonly supergraphSchema: GraphQLSchema;
}
