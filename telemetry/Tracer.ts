import type { FinishedSpan } from './FinishedSpan.ts';
import { formatTraceparent } from './formatTraceparent.ts';
import { parseTraceparent } from './parseTraceparent.ts';
import { randomHex } from './randomHex.ts';
import { Span } from './Span.ts';
import type { SpanAttributes } from './SpanAttributes.ts';

/** What becomes of a request in a trace. */
export interface BegunTrace {
  /** What goes on with every call that the request causes. */
  readonly traceparent: string;
  /** `undefined`: the trace is not kept. */
  readonly span: Span | undefined;
}

export interface TracerOptions {
  /** Whether a trace is kept that begins here, 0 to 1; of others the caller has decided. */
  readonly sampleRatio: number;
  readonly take: (span: FinishedSpan) => void;
  /** From 0 to 1; default `Math.random`. */
  readonly random?: () => number;
}

/** Begins what a server does for a request, as a part of the caller's trace where there is one. */
export class Tracer {
  readonly #options: TracerOptions;

  constructor(options: TracerOptions) {
    this.#options = options;
  }

  /** @param header - the request's `traceparent`. */
  begin(name: string, header: unknown, attributes: SpanAttributes = {}): BegunTrace {
    const { sampleRatio, random = Math.random, take } = this.#options;
    const parent = parseTraceparent(header);
    const traceId = parent?.traceId ?? randomHex(16);
    if (!(parent?.isSampled ?? random() < sampleRatio)) {
      const spanId = parent?.spanId ?? randomHex(8);
      return { traceparent: formatTraceparent({ traceId, spanId, isSampled: false }), span: undefined };
    }
    const span = new Span({ traceId, parentId: parent?.spanId, name, kind: 'server', attributes }, take);
    return { traceparent: span.traceparent, span };
  }
}
