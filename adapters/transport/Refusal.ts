import type { ErrorCode } from '../../domain/errorCode.ts';

/** What a code of a system means to us. */
export interface Refusal {
  readonly code: ErrorCode;
  /** In our words: the system's own are for people, and nobody vouches for what stands in them. */
  readonly what: string;
  readonly retryable: boolean;
}
