/** What GraphQL over HTTP lets a client send. At least one of `query` and `documentId` is there. */
export interface GraphqlParameters {
  readonly query: string | undefined;
  /** Of a document that the gateway has: `documentId`, or `sha256Hash` of the extension `persistedQuery`. */
  readonly documentId: string | undefined;
  /** An empty name counts as none. */
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}
