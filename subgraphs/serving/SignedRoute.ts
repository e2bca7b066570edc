import type { CallContext } from '../../domain/callContext.ts';
import type { AcceptedKeys } from './AcceptedKeys.ts';

/** One call of another server of ours, its context checked. */
export interface SignedCall {
  /** What stands in the path behind the route's own; empty for a route without. */
  readonly key: string;
  readonly callContext: CallContext;
  /** The JSON of the body; `undefined` for GET. */
  readonly body: unknown;
  /** Aborts when the caller's deadline is near, the caller hung up, or this server stops. */
  readonly signal: AbortSignal;
}

/** Answers with status 200 and what it resolves to, as JSON. @throws {TongbanError} answered with its status. */
export type AnswerCall = (call: SignedCall) => Promise<object>;

/** What a subgraph server answers beside GraphQL, for other servers of ours. */
export interface SignedRoute {
  /** Matched as it is; where it ends with `/`, one more part of 1 to 128 of `A-Za-z0-9._-` follows, the key. */
  readonly path: string;
  /**
   * As of a `SubgraphEndpoint`; by key where each key has its own.
   *
   * @throws {TongbanError} for a key that nothing stands under.
   */
  readonly audience: string | ((key: string) => string);
  /** Of the audience. */
  readonly contextKey: AcceptedKeys | ((audience: string) => AcceptedKeys);
  /** The caller must have it, else 403. */
  readonly scope: string;
  /** Of the body; more is 413. */
  readonly maxBodyBytes: number;
  readonly methods: Readonly<Partial<Record<'GET' | 'POST' | 'PUT', AnswerCall>>>;
}
