import type { FinishedSpan, SpanKind } from './FinishedSpan.ts';
import { formatTraceparent } from './formatTraceparent.ts';
import { randomHex } from './randomHex.ts';
import type { SpanAttributes } from './SpanAttributes.ts';

/** What a span begins with. */
export interface SpanStart {
  readonly traceId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: SpanAttributes;
}

const now = (): number => performance.timeOrigin + performance.now();

/** Something that takes time, in a trace that is kept. */
export class Span {
  readonly #start: SpanStart;
  readonly #spanId = randomHex(8);
  readonly #startedAt = now();
  readonly #take: (span: FinishedSpan) => void;
  #attributes: SpanAttributes;
  #isOver = false;

  /** @param take - is given it when it is over. */
  constructor(start: SpanStart, take: (span: FinishedSpan) => void) {
    this.#start = start;
    this.#take = take;
    this.#attributes = start.attributes ?? {};
  }

  /** Makes what is called with this header a part of it. */
  get traceparent(): string {
    return formatTraceparent({ traceId: this.#start.traceId, spanId: this.#spanId, isSampled: true });
  }

  /** A part of it. */
  child(name: string, kind: SpanKind = 'internal', attributes: SpanAttributes = {}): Span {
    const { traceId } = this.#start;
    return new Span({ traceId, parentId: this.#spanId, name, kind, attributes }, this.#take);
  }

  /** Says more about it. */
  set(attributes: SpanAttributes): void {
    this.#attributes = { ...this.#attributes, ...attributes };
  }

  /** It is over; a second time changes nothing. @param codes - of the errors that it failed with. */
  end(codes: readonly string[] = []): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { traceId, parentId, name, kind } = this.#start;
    const failed = codes.length > 0;
    this.#take({
      traceId,
      parentId,
      name,
      kind,
      spanId: this.#spanId,
      startedAt: this.#startedAt,
      endedAt: now(),
      attributes: failed ? { ...this.#attributes, 'error.type': codes.join(',') } : this.#attributes,
      failed,
    });
  }
}
