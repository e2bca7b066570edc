/** How an answer is written, and what its status means. */
export interface MediaType {
  readonly name: 'application/graphql-response+json' | 'application/json';
  /**
   * Whether a document that cannot be executed is answered with 200, as GraphQL over HTTP wants it of
   * `application/json`. Only clients that ask for that type by name get it; to all others a failure is a 4xx.
   */
  readonly hidesFailures: boolean;
}
