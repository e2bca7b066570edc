import type { FormattedExecutionResult } from 'graphql';
import type { DrawnOperation } from './DrawnOperation.ts';

/** An operation that two answer in different ways. */
export interface Difference {
  /** Whom our answer was compared with. */
  readonly against: 'one schema' | 'reference' | 'general lane';
  /** Of the federation; draws it again, with all its operations. */
  readonly seed: number;
  readonly index: number;
  /** As small as it still differs. */
  readonly operation: DrawnOperation;
  readonly ours: FormattedExecutionResult | string;
  readonly theirs: FormattedExecutionResult | string;
}
