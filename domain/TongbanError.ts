import { ERROR_KINDS, type ErrorCode, type ErrorOrigin } from './errorCode.ts';

/** What may be said beside the code; nothing here may hold personal data. */
export interface TongbanErrorDetails {
  /** The place concerned, as a 6-digit division code. */
  readonly jurisdiction?: string;
  /** Overrides what the code says by default. */
  readonly retryable?: boolean;
  /** Seconds after which a retry makes sense. */
  readonly retryAfter?: number;
  /** The place's own result code, verbatim; for the audit only, never sent to a client. */
  readonly upstreamCode?: string;
  readonly cause?: unknown;
}

/** The only error whose message may reach a client: a code of the closed list and a message without personal data. */
export class TongbanError extends Error {
  override readonly name = 'TongbanError';
  readonly code: ErrorCode;
  readonly origin: ErrorOrigin;
  readonly retryable: boolean;
  readonly jurisdiction: string | undefined;
  readonly retryAfter: number | undefined;
  readonly upstreamCode: string | undefined;

  constructor(code: ErrorCode, message: string, details: TongbanErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.origin = ERROR_KINDS[code].origin;
    this.retryable = details.retryable ?? ERROR_KINDS[code].retryable;
    this.jurisdiction = details.jurisdiction;
    this.retryAfter = details.retryAfter;
    this.upstreamCode = details.upstreamCode;
  }

  /** The wire form below `errors[].extensions`; absent values are left out. */
  toExtensions(): Record<string, unknown> {
    return {
      code: this.code,
      origin: this.origin,
      retryable: this.retryable,
      ...(this.jurisdiction === undefined ? {} : { jurisdiction: this.jurisdiction }),
      ...(this.retryAfter === undefined ? {} : { retryAfter: this.retryAfter }),
    };
  }
}
