import type { FormattedExecutionResult } from 'graphql';
import type { Caller } from './Caller.ts';
import type { DrawnOperation } from './DrawnOperation.ts';

/** An operation that two answer in different ways. */
export interface Difference {
  /** Whom our answer was compared with. */
  readonly against:
    | 'one schema'
    | 'events of one schema'
    | 'access of one schema'
    | 'reference'
    | 'general lane';
  /** Who asked, where that counts. */
  readonly caller?: Caller;
  /** Of the federation; draws it again, with all its operations. */
  readonly seed: number;
  readonly index: number;
  /** As small as it still differs. */
  readonly operation: DrawnOperation;
  readonly ours: FormattedExecutionResult | readonly FormattedExecutionResult[] | string;
  readonly theirs: FormattedExecutionResult | readonly FormattedExecutionResult[] | string;
}
