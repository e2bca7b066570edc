/** What GraphQL over HTTP lets a client send. */
export interface GraphqlParameters {
  readonly query: string;
  /** An empty name counts as none. */
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}
