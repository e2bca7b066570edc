import { Closers } from './Closers.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayDependencies } from './GatewayDependencies.ts';
import { startParts } from './startParts.ts';

/** A gateway of one process. */
export interface Gateway {
  /**
   * Loads everything and opens the ports.
   *
   * @returns the origins of both ports; GraphQL is at `/graphql` below the first.
   * @throws {TongbanError} one line naming what is wrong: a file, a port, a setting; nothing is left open then.
   */
  start(): Promise<{ readonly url: string; readonly adminUrl: string }>;
  /** Drains within about 5 s, then ends everything; may be called at any time, and twice. */
  stop(): Promise<void>;
}

/**
 * Puts a gateway together.
 *
 * `APOLLO_TELEMETRY_DISABLED=true` must be in the environment before this module is loaded; `startGateway` sees to it.
 */
export function createGateway(config: GatewayConfig, dependencies: GatewayDependencies): Gateway {
  const closers = new Closers();
  let stopped: Promise<void> | undefined;
  return {
    start: async () => {
      try {
        const { url, adminUrl } = await startParts(config, dependencies, closers);
        return { url, adminUrl };
      } catch (error) {
        // Why it does not start is what counts.
        await closers.close().catch(() => undefined);
        throw error;
      }
    },
    stop: () => {
      stopped ??= closers.close();
      return stopped;
    },
  };
}
