import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';

/** Finds which subgraphs to ask, in which order, for one operation. */
export interface Planner {
  /**
   * @param document - one operation and its fragments, valid for the API schema.
   * @throws {TongbanError} OPERATION_TOO_COSTLY when planning would exceed the planner's limits.
   */
  plan(document: DocumentNode): QueryPlan;
}
