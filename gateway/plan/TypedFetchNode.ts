import type { FetchNode } from '@apollo/query-planner';

/** A fetch of a plan that is about some of the objects at its place. */
export interface TypedFetchNode extends FetchNode {
  /** What its entities are known as, to the letter: one that is known as more than its interface is another fetch's. */
  readonly exactTypes?: readonly string[];
}
