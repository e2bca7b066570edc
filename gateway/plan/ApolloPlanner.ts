import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { explodeAbstractTypes } from './explodeAbstractTypes.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import type { Planner } from './Planner.ts';
import { restoreRequiredFields } from './restoreRequiredFields.ts';

/** Plans with `@apollo/query-planner`. */
export class ApolloPlanner implements Planner {
  readonly #operationSchema: Schema;
  readonly #apiSchema: GraphQLSchema;
  readonly #planner: QueryPlanner;
  readonly #named: NamedRequirements;

  /**
   * @param supergraph - of `named.document`.
   * @param apiSchema - what clients see.
   */
  constructor(supergraph: Supergraph, named: NamedRequirements, apiSchema: GraphQLSchema) {
    this.#operationSchema = supergraph.apiSchema();
    this.#apiSchema = apiSchema;
    this.#named = named;
    this.#planner = new QueryPlanner(supergraph, {
      exposeDocumentNodeInFetchNode: true,
      reuseQueryFragments: false,
      // Without it `{ ... on A { f { n: name } } ... on B { f { n: title } } }` gives a B the name as its title.
      typeConditionedFetching: true,
    });
  }

  plan(document: DocumentNode): QueryPlan {
    const plan = this.#planSomehow(document);
    if (this.#named.fields.size === 0 || plan.node === undefined) return plan;
    if (plan.node.kind !== 'Subscription') {
      return { ...plan, node: restoreRequiredFields(plan.node, this.#named) };
    }
    const { rest } = plan.node;
    return {
      ...plan,
      node: { ...plan.node, ...(rest && { rest: restoreRequiredFields(rest, this.#named) }) },
    };
  }

  #planSomehow(document: DocumentNode): QueryPlan {
    try {
      return this.#build(document);
    } catch (error) {
      if (error instanceof TongbanError || error instanceof GraphQLError) throw error;
      try {
        return this.#build(explodeAbstractTypes(document, this.#apiSchema));
      } catch {
        throw error;
      }
    }
  }

  #build(document: DocumentNode): QueryPlan {
    try {
      return this.#planner.buildQueryPlan(
        operationFromDocument(this.#operationSchema, document, { validate: false }),
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
