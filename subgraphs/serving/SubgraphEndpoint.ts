import type { CallContext } from '../../domain/callContext.ts';
import type { AcceptedKeys } from './AcceptedKeys.ts';

/** One GraphQL endpoint of a subgraph server: the only one, or one jurisdiction's among many. */
export interface SubgraphEndpoint<Context extends object> {
  /** `/graphql`, or `/<prefix>/graphql` for a jurisdiction, for example `/4307/graphql`. */
  readonly path: string;
  /** Whom a context must be made for: `people`, `housing-fund/4307`. */
  readonly audience: string;
  /** 32 bytes each; a context signed under another key is refused. */
  readonly contextKey: AcceptedKeys;
  /**
   * Builds what the resolvers of one request work with: a plain object, because Apollo Server copies it.
   *
   * A subscription has one for its source, and one for each event.
   *
   * @param signal - aborts with a `TongbanError` as reason when the caller's deadline is near or the caller hung up.
   * @param lastEventId - for a source: after which event it is to go on; `null`: from now on.
   */
  createContext(
    callContext: CallContext,
    signal: AbortSignal,
    lastEventId: string | null,
  ): Context | Promise<Context>;
  /** Headers beside an executed operation's answer, asked for when it is complete; default none. */
  answerHeaders?(): Readonly<Record<string, string>>;
}
