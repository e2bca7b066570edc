/** One subgraph as it is written down: the name that plans and partitions files use, and its SDL text. */
export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
  /** Where the supergraph says it lives; the gateway's own configuration overrides it. */
  readonly url: string;
}
