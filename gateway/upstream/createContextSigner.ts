import { createHmac, hkdfSync } from 'node:crypto';
import type { CallContext, CallContextCaller } from '../../domain/callContext.ts';
import type { CallOrigin } from '../CallOrigin.ts';

/** Longer than any deadline and short enough that a captured context is soon worthless. */
const LIFETIME_S = 30;

/** Times as a signer sees them. */
export interface SignerClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds on the scale of `CallOrigin.deadlineAt`. */
  monotonic(): number;
}

/**
 * Makes the function that signs call contexts.
 *
 * Each endpoint has a key of its own: HKDF-SHA256 of the master secret, salt empty, info `tongban-context:<audience>`,
 * 32 bytes. So a context captured at one place is worthless at another, and so is a key.
 *
 * @param masterSecret - at least 32 bytes.
 * @returns the header's text: `v1.<payload>.<mac>`, see {@link CallContext}; the function's `until` is when the endpoint's time
 *   is over, on the scale of `CallOrigin.deadlineAt`, which is the default.
 * @throws {RangeError} when the secret is too short.
 */
export function createContextSigner(
  masterSecret: Uint8Array,
  clock: SignerClock = { now: () => Date.now(), monotonic: () => performance.now() },
): (audience: string, context: CallOrigin, until?: number) => string {
  if (masterSecret.byteLength < 32) throw new RangeError('the context secret must have at least 32 bytes');
  const endpoints = new Map<string, { readonly key: Buffer; readonly aud: string }>();
  const endpointOf = (audience: string) => {
    let endpoint = endpoints.get(audience);
    if (endpoint === undefined) {
      const key = Buffer.from(hkdfSync('sha256', masterSecret, '', `tongban-context:${audience}`, 32));
      endpoint = { key, aud: JSON.stringify(audience) };
      endpoints.set(audience, endpoint);
    }
    return endpoint;
  };
  // Written once for all calls of whoever's token is remembered.
  const callers = new WeakMap<CallContextCaller, string>();
  const textOf = (caller: CallContextCaller | null): string => {
    if (caller === null) return 'null';
    const known = callers.get(caller);
    if (known !== undefined) return known;
    const text = JSON.stringify(caller);
    callers.set(caller, text);
    return text;
  };

  return (audience, { caller, requestId, traceparent, deadlineAt }, until = deadlineAt) => {
    const { key, aud } = endpointOf(audience);
    const iat = Math.floor(clock.now() / 1_000);
    const budgetMs = Math.max(0, Math.floor(until - clock.monotonic()));
    // A `CallContext`, written by hand because most of it was written before.
    let payload = `{"aud":${aud},"iat":${iat},"exp":${iat + LIFETIME_S},"budgetMs":${budgetMs},"caller":${textOf(caller)}`;
    payload += `,"requestId":${JSON.stringify(requestId)}`;
    if (traceparent !== undefined) payload += `,"traceparent":${JSON.stringify(traceparent)}`;
    const signed = `v1.${Buffer.from(`${payload}}`).toString('base64url')}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
}
