import type { SelectionSetNode } from 'graphql';

/** What a field reads from above by `@fromContext` and the planner takes for ready. */
export interface ContextReader {
  /** Object types that set the context. */
  readonly setters: ReadonlySet<string>;
  /** By type conditions, in names of {@link NamedRequirements}. */
  readonly selectionSet: SelectionSetNode;
}
