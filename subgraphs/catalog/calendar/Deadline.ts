import type { TimeLimit } from '../citations/TimeLimit.ts';

/** 办理时限及其性质 */
export interface Deadline extends TimeLimit {
  readonly kind: 'AGREED' | 'PROMISED' | 'STATUTORY';
}
