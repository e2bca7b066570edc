import type { CompositeType, OperationElement, SelectionSet } from '@apollo/federation-internals';
import type { FetchGroup } from './FetchGroup.ts';

/** A group by what it selects. */
export interface SelectingGroup extends FetchGroup {
  /** Of what it selects, in the schema of its subgraph. */
  readonly parentType: CompositeType;
  addAtPath(path: readonly OperationElement[], selection?: SelectionSet | readonly unknown[]): void;
}
