import type { Exchange } from './Exchange.ts';
import type { Route } from './Route.ts';

/**
 * `/health` says that the process lives, `/ready` whether requests may be sent to it. Neither asks a subgraph: a place
 * that is down must not take the gateway of all others out of service.
 */
export function createProbeRoutes(isReady: () => boolean): readonly Route[] {
  return [
    { path: '/health', handle: (exchange) => answer(exchange, 200, 'alive') },
    {
      path: '/ready',
      handle: (exchange) => (isReady() ? answer(exchange, 200, 'ready') : answer(exchange, 503, 'not ready')),
    },
  ];
}

function answer(exchange: Exchange, status: number, text: string): void {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(status === 503 && { 'retry-after': '1' }),
  };
  exchange.answer(status, headers, JSON.stringify({ status: text }));
}
