import type { FetchDataKeyRenamer, FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';

/** One fetch of a plan, prepared once per operation. */
export interface PlannedFetch {
  /** Position among the plan's fetches; errors are reported in this order, whatever answers first. */
  readonly ordinal: number;
  /** Response keys that lead to its objects, without lists and types. */
  readonly path: readonly string[];
  readonly service: string;
  readonly query: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Some of its selections depend on `@skip` or `@include`. */
  readonly isConditional: boolean;
  readonly variableUsages: readonly string[];
  /** What a representation needs; `null` for a fetch of root fields. */
  readonly requires: readonly QueryPlanSelectionNode[] | null;
  /** What its entities are known as, to the letter; `null`: whatever meets `requires`. */
  readonly exactTypes: ReadonlySet<string> | null;
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
  readonly contextRewrites: readonly FetchDataKeyRenamer[];
  /** The planner's own aliases in this fetch, and the response key that each stands for. */
  readonly aliases: ReadonlyMap<string, string>;
}
