import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';

/** One request, from its arrival to its answer. */
export interface Visit {
  /**
   * It is known what is asked for; from now on it counts as worked on.
   *
   * @throws {HttpRefusal} 503 with `retry-after` where the process cannot bear this kind of request now.
   */
  admit(parameters: GraphqlParameters): void;
  /** It is answered; must be called once. */
  leave(): void;
}
