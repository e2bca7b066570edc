import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import type { EntityFetcher } from './EntityFetcher.ts';

/** Where one generation's fetches go. */
export interface Upstreams {
  readonly client: UpstreamClient;
  /** `undefined` for a subgraph without an address of its own. */
  urlOf(service: string): string | undefined;
  /** Asked anew for every fetch, so that changed partitions take effect at once. */
  entityFetcherFor(service: string): EntityFetcher;
  /** The place that tells a service's fields of an entity, 6 digits; `undefined` where none does, or it is not known. */
  placeOf?(service: string, entity: Readonly<Record<string, unknown>>): string | undefined;
  /** What the client has to know of what was fetched for it, beside data and errors. */
  extensionsOf?(context: GatewayRequestContext): Readonly<Record<string, unknown>> | undefined;
}
