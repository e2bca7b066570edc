import type { OpenTracer } from './openTracer.ts';
import type { Tracer } from './Tracer.ts';

let open: OpenTracer | undefined;

/** The traces of a process that runs servers of subgraphs: all of them, whichever they are, report to one collector. */
export const ProcessTracing = {
  /** `undefined`: there are none. */
  get tracer(): Tracer | undefined {
    return open?.tracer;
  },

  /**
   * Begins where the environment names a collector (`OTEL_EXPORTER_OTLP_ENDPOINT`); without one nothing is loaded.
   *
   * @returns what ends it.
   */
  async start(
    environment: Readonly<Record<string, string | undefined>>,
    serviceName: string,
    log: (line: string) => void,
  ): Promise<() => Promise<void>> {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio } = environment;
    if (!endpoint) return async () => undefined;
    const { openTracer } = await import('./openTracer.ts');
    const sampleRatio = ratio === undefined || !(Number(ratio) >= 0) ? 1 : Number(ratio);
    const opened = openTracer({ endpoint, serviceName, sampleRatio, log });
    open = opened;
    return async () => {
      open = undefined;
      await opened.close();
    };
  },
};
