import type { FormattedExecutionResult } from 'graphql';

/** What a subgraph said about root fields. */
export interface RootAnswer extends FormattedExecutionResult {
  /** Where else something failed: beside what has nulled an object, nobody is told more. */
  readonly untold?: readonly (readonly (string | number)[])[];
}
