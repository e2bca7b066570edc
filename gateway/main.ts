import type { GatewayConfig } from './config.ts';
import type { GatewayDependencies } from './GatewayDependencies.ts';

/** A gateway that serves. */
export interface RunningGateway {
  /** The public port's origin; GraphQL is at `/graphql` below it. */
  readonly url: string;
  /** The admin port's origin: `/metrics`, `/health`, `/ready`. */
  readonly adminUrl: string;
  /** Drains within about 5 s, then ends everything; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a gateway in this process.
 *
 * @param signal - when it aborts, the start is given up and what it opened is closed again.
 * @throws {TongbanError} one line naming what is wrong: a file, a port, a setting.
 */
export async function startGateway(
  config: GatewayConfig,
  dependencies: GatewayDependencies,
  signal?: AbortSignal,
): Promise<RunningGateway> {
  // Apollo's gateway reports to its maker as soon as it is loaded, unless this is set before.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const { createGateway } = await import('./createGateway.ts');
  signal?.throwIfAborted();
  const gateway = createGateway(config, dependencies);
  // Whoever waits for the start is told.
  const giveUp = () => void gateway.stop().catch(() => undefined);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const { url, adminUrl } = await gateway.start();
    return { url, adminUrl, stop: () => gateway.stop() };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}
