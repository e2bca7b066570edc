import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from './Span.ts';

/**
 * The span of the request that a subgraph works on: what its adapters do is far below, behind ports that speak of their
 * subject only. As long as nobody runs within it nothing is looked up: it costs nothing where there are no traces.
 */
export const ambientSpan = new AsyncLocalStorage<Span>();
