import type { Logger } from 'pino';
import type { ConfigSource } from './reload/ConfigSource.ts';

/** What the gateway needs of its process. */
export interface GatewayDependencies {
  readonly logger: Logger;
  /** Where edits of the configuration are read from; without it, it stays as it is. */
  readonly source?: ConfigSource;
}
