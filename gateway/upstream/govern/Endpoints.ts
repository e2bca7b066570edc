import { GovernedEndpoint } from './GovernedEndpoint.ts';
import { Lane } from './Lane.ts';
import type { UpstreamSettings } from './upstreamSettings.ts';

export interface EndpointsOptions {
  readonly settings: UpstreamSettings;
  /** How long a place may take; no connection to it is waited for longer. */
  readonly jurisdictionTimeoutMs: () => number;
}

const CONNECT_MS = 5_000;
/** Beyond so many, those that nobody has asked for so long are forgotten when another one comes. */
const MANY = 256;
const FORGOTTEN_AFTER_MS = 600_000;

/** The endpoints that have been asked, by subgraph and URL. */
export class Endpoints {
  readonly #options: EndpointsOptions;
  #settings: UpstreamSettings;
  readonly #byService = new Map<string, Map<string, GovernedEndpoint>>();
  #count = 0;

  constructor(options: EndpointsOptions) {
    this.#options = options;
    this.#settings = options.settings;
  }

  /** Other settings, for those that are known and those to come. */
  adopt(settings: UpstreamSettings): void {
    this.#settings = settings;
    for (const endpoint of this) endpoint.adopt(settings);
  }

  find(service: string, jurisdiction: string | null, url: string): GovernedEndpoint {
    const known = this.#byService.get(service)?.get(url);
    return known ?? this.#add(service, jurisdiction, url);
  }

  *[Symbol.iterator](): Generator<GovernedEndpoint, void> {
    for (const byUrl of this.#byService.values()) yield* byUrl.values();
  }

  /** Ends at once: calls under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this].map(({ lane }) => lane.destroy()));
  }

  #add(service: string, jurisdiction: string | null, url: string): GovernedEndpoint {
    if (this.#count >= MANY) this.#forget(performance.now() - FORGOTTEN_AFTER_MS);
    const { jurisdictionTimeoutMs } = this.#options;
    const settings = this.#settings;
    const { origin, pathname, search } = new URL(url);
    const connectMs = jurisdiction === null ? CONNECT_MS : Math.min(CONNECT_MS, jurisdictionTimeoutMs());
    const lane = new Lane(origin, settings.mostInFlight, connectMs);
    const path = `${pathname}${search}`;
    const endpoint = new GovernedEndpoint({ service, jurisdiction, path, lane, settings });
    const byUrl = this.#byService.get(service) ?? new Map<string, GovernedEndpoint>();
    this.#byService.set(service, byUrl);
    byUrl.set(url, endpoint);
    this.#count++;
    return endpoint;
  }

  #forget(before: number): void {
    for (const byUrl of this.#byService.values()) {
      for (const [url, endpoint] of byUrl) {
        if (!endpoint.isIdle || endpoint.usedAt > before) continue;
        byUrl.delete(url);
        this.#count--;
        void endpoint.lane.close();
      }
    }
  }
}
