import type { CallOrigin } from '../../CallOrigin.ts';
import type { PostExchange } from '../PostExchange.ts';
import type { GovernedEndpoint } from './GovernedEndpoint.ts';

/** Who is asked. */
export interface UpstreamTarget {
  readonly service: string;
  readonly jurisdiction: string | null;
  readonly url: string;
  /** Where the body is not text but bytes as characters. */
  readonly bytes?: Buffer | undefined;
}

/** One call that somebody wants to be made. */
export interface UpstreamQuestion {
  readonly request: UpstreamTarget;
  /** A read may be sent twice, and shared with others that ask the same. */
  readonly isRead: boolean;
  readonly body: string;
  readonly context: CallOrigin;
  /**
   * Sends it through the sockets of the endpoint, as it is at this moment: what is signed tells the time that is left.
   *
   * @param limitAt - when the endpoint's own limit is over, on the scale of `performance.now()`.
   */
  send(endpoint: GovernedEndpoint, exchange: PostExchange, limitAt: number): void;
}
