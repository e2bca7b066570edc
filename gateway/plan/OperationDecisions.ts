import type { DeniedAccess } from '../access/DeniedAccess.ts';

/** What is decided for a request before its operation is planned. */
export interface OperationDecisions {
  readonly denied: DeniedAccess | null;
  /** Of `@override`, that hold. */
  readonly labels: readonly string[];
}
