import type { OperationDefinitionNode } from 'graphql';
import type { Cancellation } from '../Cancellation.ts';
import type { CompiledPlan } from './compilePlan.ts';
import type { JsonObject } from './JsonObject.ts';
import type { OperationWeight } from './OperationWeight.ts';
import type { Introspection } from './projection/Introspection.ts';
import type { ProjectionCache } from './projection/ProjectionCache.ts';

/** Everything about an operation that does not depend on one request. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly plan: CompiledPlan;
  /** Of a mutation whose fields change places with the values of variables; `null` for all else. */
  readonly orderedPlans: {
    planFor(variables: Readonly<JsonObject>, request?: Cancellation): Promise<CompiledPlan>;
  } | null;
  readonly projections: ProjectionCache;
  readonly introspection: Introspection;
  /** Names under which the client's variables are planned, where the planner needs the client's name for itself. */
  readonly renamedVariables: ReadonlyMap<string, string>;
  /** Something in it is denied: `operation` has marked fields, which only `projections` know how to answer. */
  readonly isFiltered: boolean;
  /** Grows with the forms that are prepared for it. */
  readonly weight: OperationWeight;
  /** How often it was answered without being looked up among the prepared ones. */
  readonly fastUses: { count: number };
}
