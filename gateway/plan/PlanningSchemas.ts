import type { GraphQLSchema } from 'graphql';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';

/** What operations are read against. */
export interface PlanningSchemas {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The whole supergraph: planners also add what clients cannot see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly facts: SupergraphFacts;
}
