import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';

/** Links of `for: EXECUTION` or `for: SECURITY` that this gateway may meet; connectors need an executor of their own. */
export const SUPPORTED_FEATURES = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((feature) => !feature.includes('/connect/')),
);
