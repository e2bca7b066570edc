import type { OperationDefinitionNode } from 'graphql';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { FastStep } from './compileSteps.ts';

/** An entity fetch whose answers can be spliced. */
export interface FastEntityFetch {
  readonly fetch: PlannedFetch;
  readonly typeName: string;
  /** Names of the key fields, in the order of the representation. */
  readonly keys: readonly string[];
  /** Of one entity. */
  readonly steps: readonly FastStep[];
}

/** An operation that needs no trees: one root fetch, then entities of what it found. */
export interface FastOperation {
  readonly operation: OperationDefinitionNode;
  readonly root: PlannedFetch;
  /** Of `data`. */
  readonly steps: readonly FastStep[];
  readonly entities: readonly FastEntityFetch[];
}
