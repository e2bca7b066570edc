import type { Tracer } from '../telemetry/Tracer.ts';
import type { GatewayConfig } from './config.ts';

/**
 * Begins to keep traces where a collector is configured. What is not asked for is not even loaded.
 *
 * @param log - gets one line when the collector fails.
 */
export async function startTraces(
  { otlpEndpoint: endpoint, traceRatio: sampleRatio }: GatewayConfig,
  log: (line: string) => void,
): Promise<{ readonly tracer: Tracer | undefined; close(): Promise<void> }> {
  if (endpoint === undefined) return { tracer: undefined, close: async () => undefined };
  const { openTracer } = await import('../telemetry/openTracer.ts');
  return openTracer({ endpoint, sampleRatio, serviceName: 'tongban-gateway', log });
}
