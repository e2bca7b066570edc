/**
 * What the gateway tells a subgraph about the request behind one upstream call.
 *
 * It travels in the header `tongban-context` as `v1.<payload>.<mac>`: payload is base64url of this object as UTF-8
 * JSON, mac is base64url of HMAC-SHA256 over the ASCII text `v1.<payload>` under the key of the endpoint. The key is
 * one per endpoint, so a context captured at one place is worthless at another.
 */
export interface CallContext {
  /** The endpoint meant: subgraph name, and the division prefix where partitioned: `people`, `housing-fund/4307`. */
  readonly aud: string;
  /** When it was signed and until when it holds, in epoch seconds; never more than 60 s apart. */
  readonly iat: number;
  readonly exp: number;
  /** Milliseconds that the endpoint had when this was signed: what was left of the caller's deadline, or of its own limit. */
  readonly budgetMs: number;
  /** Who asks: issuer and the issuer's opaque subject; `null` for an anonymous caller. */
  readonly caller: CallContextCaller | null;
  readonly requestId: string;
  /** W3C trace context, passed on as it is. */
  readonly traceparent?: string;
}

export interface CallContextCaller {
  readonly issuer: string;
  readonly subject: string;
  /** The portal that the token was issued to. */
  readonly portal: string;
  readonly scopes: readonly string[];
  /** Why the data is asked for: an item code, or `self` for a person's own records. */
  readonly purpose: string;
}

/** The header that carries the signed context. */
export const CALL_CONTEXT_HEADER = 'tongban-context';
