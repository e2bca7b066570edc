import type { InclusionCondition } from './InclusionCondition.ts';

/** One step towards a field: a response key, in objects of certain types only. */
export interface FieldStep {
  readonly key: string;
  /** Names of object types; `undefined` where each object at this place is meant. */
  readonly types: ReadonlySet<string> | undefined;
}

/** A field that was asked for and that an endpoint does not offer. */
export interface NotOfferedField {
  /** From the entity on; lists add nothing to it. Never empty, the last step is the field itself. */
  readonly path: readonly [FieldStep, ...FieldStep[]];
  /** It is missed only where all of them hold. */
  readonly conditions: readonly InclusionCondition[];
}
