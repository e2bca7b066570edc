import type { FinishedSpan, SpanKind } from './FinishedSpan.ts';

const KINDS: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };
const FAILED = 2;

/**
 * Spans as a collector takes them.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/ the JSON form of `ExportTraceServiceRequest`: ids in hexadecimal, 64-bit
 *   numbers as text.
 */
export function toOtlp(serviceName: string, spans: readonly FinishedSpan[]) {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: serviceName } }] },
        scopeSpans: [{ scope: { name: 'tongban' }, spans: spans.map(toSpan) }],
      },
    ],
  };
}

function toSpan(span: FinishedSpan) {
  const { traceId, spanId, parentId, name, kind, startedAt, endedAt, attributes, failed } = span;
  return {
    traceId,
    spanId,
    ...(parentId !== undefined && { parentSpanId: parentId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: toNanoseconds(startedAt),
    endTimeUnixNano: toNanoseconds(endedAt),
    attributes: Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [{ key, value: toValue(value) }],
    ),
    ...(failed && { status: { code: FAILED } }),
  };
}

const toValue = (value: string | number) =>
  typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };

const toNanoseconds = (ms: number): string => `${Math.round(ms * 1_000)}000`;
