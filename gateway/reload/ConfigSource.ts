import type { GatewayConfig } from '../config.ts';

/** Where the configuration comes from, for a gateway that follows its edits. */
export interface ConfigSource {
  /** The configuration file. */
  readonly file: string;
  /** @throws {TongbanError} one line, when what stands there now cannot be used. */
  read(): Promise<GatewayConfig>;
}
