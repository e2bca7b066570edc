import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { Demand } from './Demand.ts';
import type { UnaskedField } from './UnaskedField.ts';

/** A plan and how it must be run. */
export interface PlannedOperation {
  readonly plan: QueryPlan;
  /** How often the plan must be gone through at most: later passes ask what had to wait for an earlier one. */
  readonly passes: number;
  /** What the plan cannot get, should such an object come. */
  readonly unasked: readonly UnaskedField[];
}

/** Finds which subgraphs to ask, in which order, for one operation. */
export interface Planner {
  /**
   * @param document - one operation and its fragments, valid for the API schema.
   * @param labels - of `@override`, that hold for this plan.
   * @param demand - who waits for it; without it, it is wanted whatever happens.
   * @returns at once where that takes little time.
   * @throws {TongbanError} OPERATION_TOO_COSTLY when planning would exceed the planner's limits.
   */
  plan(
    document: DocumentNode,
    labels?: readonly string[],
    demand?: Demand,
  ): PlannedOperation | Promise<PlannedOperation>;
}
