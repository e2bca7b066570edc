import type { GatewayConfig } from '../config.ts';
import type { EdgeLimits } from '../edge/edgeLimits.ts';
import type { OverloadSettings } from '../edge/overload/overloadSettings.ts';
import { createContextSigner } from '../upstream/createContextSigner.ts';
import type { SignContext } from '../upstream/upstreamHeaders.ts';

/** Settings that a gateway takes over while it runs; all others need a restart. */
export const LIVE_SETTINGS = [
  'issuers',
  'contextSecret',
  'contextSecretFile',
  'services',
  'deadlines',
  'limits',
  'overload',
  'upstreams',
  'documents',
  'rates',
  'cors',
  'maxRemovedPercent',
  'logLevel',
] as const satisfies readonly (keyof GatewayConfig)[];

/** The settings of this moment. What may change while the gateway runs is asked for here each time it is needed. */
export class SettingsInForce {
  /** One object for good, whose numbers change: whoever holds it sees the limits of the moment. */
  readonly limits: EdgeLimits;
  /** As `limits`. */
  readonly overload: OverloadSettings;
  #config: GatewayConfig;
  #sign: ReturnType<typeof createContextSigner> | undefined;

  constructor(config: GatewayConfig) {
    this.#config = config;
    this.limits = { ...config.limits };
    this.overload = { ...config.overload };
    this.#sign = config.contextSecret && createContextSigner(config.contextSecret);
  }

  get config(): GatewayConfig {
    return this.#config;
  }

  urlFor(service: string): string | undefined {
    const { services } = this.#config;
    return Object.hasOwn(services, service) ? services[service] : undefined;
  }

  /** `undefined` where calls are not signed, which stays so until a restart. */
  get signContext(): SignContext | undefined {
    return this.#sign && ((audience, context, until) => this.#sign?.(audience, context, until));
  }

  /** Takes over the live settings of another configuration. */
  take(next: GatewayConfig): void {
    const { contextSecret = this.#config.contextSecret } = next;
    const live = Object.fromEntries(LIVE_SETTINGS.map((name) => [name, next[name]]));
    // Keys are derived anew only for another secret.
    const isSame = Buffer.from(contextSecret ?? []).equals(this.#config.contextSecret ?? Buffer.alloc(0));
    if (!isSame && this.#sign !== undefined && contextSecret !== undefined)
      this.#sign = createContextSigner(contextSecret);
    this.#config = {
      ...this.#config,
      ...live,
      contextSecret: isSame ? this.#config.contextSecret : contextSecret,
    };
    Object.assign(this.limits, next.limits);
    Object.assign(this.overload, next.overload);
  }
}
