import { createHmac } from 'node:crypto';
import type { CallContext } from '../../domain/callContext.ts';

/** Long enough for one call and its way, short enough that a captured context is soon worthless. */
const LIFETIME_S = 30;

export interface CallContextSigning extends Pick<CallContext, 'caller' | 'requestId' | 'budgetMs'> {
  /** Whom the call is for: `cases`, `housing-fund/4307`. */
  readonly audience: string;
  /** The key of that audience. */
  readonly contextKey: Uint8Array;
  /** The current time, epoch ms. */
  readonly now: number;
  readonly traceparent?: string;
}

/**
 * Signs the context of one call of a server of ours to another one; the gateway signs its own.
 *
 * @returns the header's text, `v1.<payload>.<mac>`; see {@link CallContext}.
 */
export function signCallContext({ audience, contextKey, now, ...given }: CallContextSigning): string {
  const iat = Math.floor(now / 1_000);
  const { budgetMs, caller, requestId, traceparent } = given;
  const context: CallContext = {
    aud: audience,
    iat,
    exp: iat + LIFETIME_S,
    budgetMs: Math.max(0, Math.floor(budgetMs)),
    caller,
    requestId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const signed = `v1.${Buffer.from(JSON.stringify(context)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', contextKey).update(signed).digest('base64url')}`;
}
