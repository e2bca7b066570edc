import { createHmac } from 'node:crypto';
import type { CallContext } from '../../domain/callContext.ts';

const LIFETIME_S = 30;

/** Whom the checks say they ask for. */
const conformCaller = {
  issuer: 'urn:tongban:conform',
  subject: 'conform',
  portal: 'conform',
  scopes: [],
  purpose: 'self',
} as const satisfies CallContext['caller'];

/**
 * Signs a call context, also one that nobody should accept. Written anew here: the suite must not agree with a server
 * only because both took the same function.
 *
 * @see domain/callContext.ts for the form
 */
export function signContext(
  key: Uint8Array,
  context: Pick<CallContext, 'aud'> & Partial<CallContext>,
  now: number = Date.now(),
): string {
  const iat = Math.floor(now / 1_000);
  const whole: CallContext = {
    iat,
    exp: iat + LIFETIME_S,
    budgetMs: 15_000,
    caller: conformCaller,
    requestId: 'conform',
    ...context,
  };
  const signed = `v1.${Buffer.from(JSON.stringify(whole)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
