import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';

/** A subscription at one subgraph. */
export interface StreamRequest {
  readonly service: string;
  readonly url: string;
  readonly query: string;
  /** The query, parsed. */
  readonly document: DocumentNode;
  /** The whole supergraph, for who answers in the place of a subgraph. */
  readonly schema: GraphQLSchema;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where it left off; `null` for a first time. */
  readonly lastEventId: string | null;
}

/** What a source says. */
export interface StreamMessage {
  /** From here it can be resumed; `null` where the source gives no ids. */
  readonly id: string | null;
  /** `null`: nothing happened, only the id is known now; or, without an id, the stream is open. */
  readonly result: FormattedExecutionResult | null;
}

/** One way to be told by subgraphs. */
export interface StreamTransport {
  /** Whether its sources may give ids, and can go on from one. */
  readonly canResume: boolean;
  /**
   * Opens a stream. It is at most some messages ahead of its reader: one who is slow makes the source wait.
   *
   * @param context - of the moment in which it is opened.
   * @param signal - ends the stream, as `return` does: the source is told at once. It must not have aborted before.
   * @returns messages until the source completes. Iterating throws {TongbanError} JURISDICTION_UNAVAILABLE where it broke
   *   off or was never there, JURISDICTION_BAD_RESPONSE, BAD_ENCODING, JURISDICTION_NOT_CONNECTED.
   */
  open(
    request: StreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): AsyncIterableIterator<StreamMessage, undefined>;
}
