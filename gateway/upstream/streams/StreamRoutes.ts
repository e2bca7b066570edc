import type { StreamTransport } from './StreamTransport.ts';

/** How and where the events of a subgraph are heard. */
export interface StreamRoute {
  readonly transport: StreamTransport;
  /** `undefined` for a subgraph without an address. */
  readonly url: string | undefined;
}

export interface StreamRoutes {
  /** @param url - where the subgraph answers queries. */
  routeOf(service: string, url: string | undefined): StreamRoute;
  /** A stream of a subgraph has failed. */
  onFailure?(service: string, error: unknown): void;
  /** For how long a source may be away before its streams are given up, in ms. */
  readonly patienceMs: number;
}
