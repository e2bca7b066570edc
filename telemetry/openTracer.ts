import { OtlpExporter, type OtlpExporterOptions } from './OtlpExporter.ts';
import { Tracer } from './Tracer.ts';

export interface OpenTracerOptions extends OtlpExporterOptions {
  /** See {@link Tracer}; default 1. */
  readonly sampleRatio?: number;
}

/** A tracer, and what has to be ended together with it. */
export interface OpenTracer {
  readonly tracer: Tracer;
  /** Delivers what has not been delivered. */
  close(): Promise<void>;
}

/** Traces to a collector. Nobody loads this where none is configured: what is off costs nothing. */
export function openTracer({ sampleRatio = 1, ...options }: OpenTracerOptions): OpenTracer {
  const exporter = new OtlpExporter(options);
  return { tracer: new Tracer({ sampleRatio, take: exporter.take }), close: () => exporter.close() };
}
