import type { PathSegment } from './PathSegment.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/** A node of a plan as the executor runs it. */
export type PlanStep =
  | { readonly kind: 'sequence'; readonly steps: readonly PlanStep[] }
  | { readonly kind: 'parallel'; readonly steps: readonly PlanStep[] }
  | { readonly kind: 'flatten'; readonly path: readonly PathSegment[]; readonly step: PlanStep }
  | {
      readonly kind: 'condition';
      readonly variable: string;
      readonly whenTrue: PlanStep | null;
      readonly whenFalse: PlanStep | null;
    }
  | { readonly kind: 'fetch'; readonly fetch: PlannedFetch };
