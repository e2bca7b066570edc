import type { FormattedExecutionResult } from 'graphql';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';

/** Told what an endpoint said about keeping its answer: its prefix, and the headers `cache-control` and `age`. */
export type CacheControlListener = (
  jurisdiction: string | null,
  cacheControl: string | undefined,
  age: string | undefined,
) => void;

/** One GraphQL request to one subgraph endpoint. */
export interface UpstreamRequest {
  readonly service: string;
  /** The endpoint's division prefix ("43", "4307"), `null` for an unpartitioned subgraph. */
  readonly jurisdiction: string | null;
  readonly url: string;
  readonly operation: 'root' | 'entities';
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Once, with a successful answer without errors that say no place. */
  readonly onCacheControl?: CacheControlListener | undefined;
}

/** Sends GraphQL to subgraphs. */
export interface UpstreamClient {
  /**
   * Posts one operation, with a signed call context where the endpoint has a key.
   *
   * @param signal - aborts the call; combined with the endpoint's own deadline (default 2 s per jurisdiction).
   * @returns the answer as sent, shape-checked: an object with `data` and/or `errors`.
   * @throws {TongbanError} JURISDICTION_UNAVAILABLE, JURISDICTION_TIMEOUT, JURISDICTION_BAD_RESPONSE,
   *   DEADLINE_EXCEEDED, JURISDICTION_NOT_CONNECTED where the endpoint refuses our context; the message never holds the URL.
   */
  send(
    request: UpstreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult>;

  /**
   * Whether an endpoint may be sent one more attempt at a read; takes it from the endpoint's budget of retries when so. A client
   * without it keeps no budget.
   */
  mayAskAgain?(endpoint: Pick<UpstreamRequest, 'service' | 'jurisdiction' | 'url'>): boolean;
}
