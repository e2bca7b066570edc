import type { RequestPriority } from '../../upstream/govern/RequestPriority.ts';
import type { AskedOperation } from './AskedOperation.ts';

/** One request, from its arrival to its answer. */
export interface Visit {
  /** What goes first where not everything can; `read` until it is admitted. */
  readonly priority: () => RequestPriority;
  /**
   * It is known what is asked for; from now on it counts as worked on.
   *
   * @throws {HttpRefusal} 503 with `retry-after` where the process cannot bear this kind of request now.
   * @throws {TongbanError} DEADLINE_EXCEEDED after it has left.
   */
  admit(asked: AskedOperation): void;
  /** It is answered; must be called, once is enough. */
  leave(): void;
}
