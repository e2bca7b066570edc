import type { GatewayRequestContext } from '../../gateway/GatewayRequestContext.ts';

/** A signed-in client's request, in English, with a minute left. */
export function createTestContext(overrides: Partial<GatewayRequestContext> = {}): GatewayRequestContext {
  return {
    requestId: 'request-1',
    traceparent: undefined,
    caller: null,
    signal: new AbortController().signal,
    deadlineAt: performance.now() + 60_000,
    language: 'en',
    ...overrides,
  };
}
