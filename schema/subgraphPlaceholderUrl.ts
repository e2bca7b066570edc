/**
 * The address that the committed supergraph names for a subgraph: `http://tongban.invalid/<name>`.
 *
 * Addresses are configuration of the gateway, and a partitioned subgraph has many; the supergraph is the same
 * everywhere. A forgotten configuration must fail, never reach a stranger, hence a name that cannot resolve.
 *
 * @see RFC 2606 section 2
 */
export const subgraphPlaceholderUrl = (subgraphName: string): string =>
  `http://tongban.invalid/${subgraphName}`;
