import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { JsonObject } from './JsonObject.ts';
import type { Losses } from './Losses.ts';
import type { PassProgress } from './PassProgress.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SelectionPlan } from './projection/SelectionPlan.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import type { Upstreams } from './Upstreams.ts';

/** The state of one operation while its plan runs. */
export interface ExecutionRun {
  readonly facts: SupergraphFacts;
  readonly upstreams: Upstreams;
  readonly context: GatewayRequestContext;
  /** As the client sent them: what goes to subgraphs. */
  readonly variables: Readonly<JsonObject>;
  /** Coerced, with defaults: what conditions look at. */
  readonly coercedVariables: Readonly<JsonObject>;
  /** All that the plan may ask. */
  readonly fetches: readonly PlannedFetch[];
  /** What the client asked for. */
  readonly wanted: SelectionPlan;
  /** Merged answers, planner's additions included. */
  readonly data: JsonObject;
  /** What the data lacks because it has failed. */
  readonly losses: Losses;
  /** Only where the plan is gone through more than once. */
  readonly progress?: PassProgress;
  /**
   * Fields that an upstream did answer, but lost because a non-null field beside them failed: the error of that one is
   * theirs too.
   */
  readonly nulled: (readonly (string | number)[])[];
  /** By the fetch's ordinal. */
  readonly errors: ExecutionError[][];
}
