import { createHmac, hkdfSync } from 'node:crypto';
import type { CallContext } from '../../domain/callContext.ts';
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
 * @returns the header's text: `v1.<payload>.<mac>`, see {@link CallContext}.
 * @throws {RangeError} when the secret is too short.
 */
export function createContextSigner(
  masterSecret: Uint8Array,
  clock: SignerClock = { now: () => Date.now(), monotonic: () => performance.now() },
): (audience: string, context: CallOrigin) => string {
  if (masterSecret.byteLength < 32) throw new RangeError('the context secret must have at least 32 bytes');
  const keys = new Map<string, Buffer>();
  const keyFor = (audience: string): Buffer => {
    let key = keys.get(audience);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', masterSecret, '', `tongban-context:${audience}`, 32));
      keys.set(audience, key);
    }
    return key;
  };

  return (audience, context) => {
    const iat = Math.floor(clock.now() / 1_000);
    const { caller, requestId, traceparent } = context;
    const payload: CallContext = {
      aud: audience,
      iat,
      exp: iat + LIFETIME_S,
      budgetMs: Math.max(0, Math.floor(context.deadlineAt - clock.monotonic())),
      caller,
      requestId,
    };
    // Not by spreading, which costs as much as the rest of this object.
    if (traceparent !== undefined) Object.assign(payload, { traceparent });
    const signed = `v1.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
    return `${signed}.${createHmac('sha256', keyFor(audience)).update(signed).digest('base64url')}`;
  };
}
