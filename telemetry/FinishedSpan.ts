import type { SpanAttributes } from './SpanAttributes.ts';

/** `server`: somebody asked us; `client`: we asked somebody. */
export type SpanKind = 'internal' | 'server' | 'client';

/** A span that is over. */
export interface FinishedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** Epoch ms, with fractions. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: SpanAttributes;
  readonly failed: boolean;
}
