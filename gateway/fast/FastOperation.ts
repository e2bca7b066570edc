import type { OperationDefinitionNode } from 'graphql';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { FastStep } from './compileSteps.ts';
import type { VariableCheck } from './compileVariables.ts';

/** A fetch with the parts of its body that are the same for every request; their characters are bytes. */
export interface FastFetch {
  readonly fetch: PlannedFetch;
  /** Up to the value of `variables`. */
  readonly head: string;
  /** What follows it. */
  readonly tail: string;
  /** Of `data`, or of one entity. */
  readonly steps: readonly FastStep[];
}

/** An entity fetch whose answers can be spliced. */
export interface FastEntityFetch extends FastFetch {
  readonly typeName: string;
  /** Names of the key fields, in the order of the representation. */
  readonly keys: readonly string[];
  /** Of a representation, before each key's value: `{"__typename":"T","id":`. */
  readonly labels: readonly string[];
  /** Whether the objects that ask for it are asked for just what a representation is, in the same order. */
  readonly isVerbatim: boolean;
}

/** An operation that needs no trees: one root fetch, then entities of what it found. */
export interface FastOperation {
  readonly operation: OperationDefinitionNode;
  readonly areVariablesRight: VariableCheck;
  readonly root: FastFetch;
  readonly entities: readonly FastEntityFetch[];
}
