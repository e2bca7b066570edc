import type { ExplainedStep } from './ExplainedStep.ts';

/** Why an operation is not worked on, and where in its text. */
export interface RefusalReason {
  readonly code: string;
  readonly message: string;
  /** From 1; `null` where it is about the whole. */
  readonly line: number | null;
  readonly column: number | null;
}

/** By which of its ways the gateway runs an operation. */
export interface Lane {
  readonly lane: string;
  readonly reason: string;
}

/** What a gateway would do with an operation. */
export type Explanation =
  | { readonly kind: 'refused'; readonly reasons: readonly RefusalReason[] }
  | {
      readonly kind: 'planned';
      readonly operation: { readonly type: string; readonly name: string | null };
      readonly fetches: number;
      /** How often the plan is gone through at most. */
      readonly passes: number;
      /** By `@cost` and `@listSize`, with the variables' defaults. */
      readonly cost: number;
      /** Of a subscription: who tells of its events. */
      readonly source: string | null;
      /** `null`: no subgraph is asked. */
      readonly plan: ExplainedStep | null;
      readonly lane: Lane;
    };
