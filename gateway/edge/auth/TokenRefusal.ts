import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { KeysUnavailableError } from './KeysUnavailableError.ts';

/** A token that counts for nothing: its sender learns hardly more, the operator's log says why. */
export class TokenRefusal extends HttpRefusal {
  /** For the log: words of our own and names of claims, nothing of what the token says. */
  readonly reason: string;

  /** @param message - for whoever sent the token. */
  constructor(message: string, reason: string, cause?: unknown) {
    const isTemporary = cause instanceof KeysUnavailableError;
    const error = new TongbanError('UNAUTHENTICATED', message, {
      cause,
      ...(isTemporary && { retryable: true, retryAfter: 30 }),
    });
    super(401, error, { 'www-authenticate': 'Bearer realm="tongban", error="invalid_token"' });
    this.reason = reason;
  }
}
