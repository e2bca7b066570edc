import type { CallContext } from '../../../domain/callContext.ts';

/** A context that holds for 30 s, for an anonymous caller unless told otherwise. */
export function testContext(aud: string, changes: Partial<CallContext> = {}): CallContext {
  const iat = Math.floor(Date.now() / 1_000);
  return { aud, iat, exp: iat + 30, budgetMs: 10_000, caller: null, requestId: 'r-test', ...changes };
}
