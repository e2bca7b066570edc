import type { ConstArgumentNode } from 'graphql';

/** A field of a subgraph, with the arguments that some `@requires` gives it. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: readonly ConstArgumentNode[];
  /** The field requires something itself: the operation asks for it, and to the planner it is at hand. */
  readonly isReady: boolean;
}
