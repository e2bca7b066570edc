import type { OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { PathSegment } from '../execute/PathSegment.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { FastStep } from './compileSteps.ts';
import type { VariableCheck } from './compileVariables.ts';
import type { FastTask } from './FastTask.ts';

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
  /** Where its entities are. */
  readonly place: readonly PathSegment[];
  /** Passes an entity with its braces where nothing is cut out of it; else `null`. */
  readonly whole: RegExp | null;
  /** Response keys that it brings. */
  readonly fields: ReadonlySet<string>;
  /** Whether just the object becomes `null` where there is no such record. */
  readonly mayBeMissing: boolean;
  /** What it asks of an entity. */
  readonly selectionSet: SelectionSetNode;
  /** Names of the key fields, in the order of the representation. */
  readonly keys: readonly string[];
  /** Of a representation, before each key's value: `{"__typename":"T","id":`. */
  readonly labels: readonly string[];
  /** All labels: type and keys of a representation. */
  readonly kind: string;
  /** Where the values of its keys stand among those of the object that asks for it. */
  readonly slots: readonly number[];
  /** Whether the objects that ask for it are asked for just what a representation is, in the same order. */
  readonly isVerbatim: boolean;
}

/** An operation that needs no trees: root fetches, entities of what they found, and entities of these. */
export interface FastOperation {
  readonly operation: OperationDefinitionNode;
  readonly areVariablesRight: VariableCheck;
  readonly task: FastTask;
  readonly roots: readonly FastFetch[];
  /** Numbers of root fetches, in the order of the client's fields. */
  readonly rootOrder: readonly number[];
  readonly entities: readonly FastEntityFetch[];
}
