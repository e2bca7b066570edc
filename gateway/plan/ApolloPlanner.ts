import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Planner } from './Planner.ts';

/** Plans with `@apollo/query-planner`. */
export class ApolloPlanner implements Planner {
  readonly #apiSchema: Schema;
  readonly #planner: QueryPlanner;

  constructor(supergraph: Supergraph) {
    this.#apiSchema = supergraph.apiSchema();
    this.#planner = new QueryPlanner(supergraph, {
      exposeDocumentNodeInFetchNode: true,
      reuseQueryFragments: false,
      // Without it `{ ... on A { f { n: name } } ... on B { f { n: title } } }` gives a B the name as its title.
      typeConditionedFetching: true,
    });
  }

  plan(document: DocumentNode): QueryPlan {
    try {
      return this.#planner.buildQueryPlan(
        operationFromDocument(this.#apiSchema, document, { validate: false }),
      );
    } catch (error) {
      // The planner gives its limits no code.
      const limited = error instanceof Error && /exceed|limit/i.test(error.message);
      if (limited && !(error instanceof GraphQLError)) {
        throw new TongbanError('OPERATION_TOO_COSTLY', 'The operation is too costly to plan', {
          cause: error,
        });
      }
      throw error;
    }
  }
}
