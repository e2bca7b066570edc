import { errors } from 'jose';
import { KeysUnavailableError } from './KeysUnavailableError.ts';

/** Why a token could not be verified, for the log: the claim or the check that failed, nothing of what the token says. */
export function whyUnverified(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return describeClaim(error);
  if (error instanceof errors.JWKSNoMatchingKey) return 'no key of its issuer has its "kid" and "alg"';
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'its signature fits no key of its issuer';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its "alg" is not taken';
  if (error instanceof KeysUnavailableError) return 'the keys of its issuer cannot be had';
  return 'it is malformed';
}

/** jose names claims that are checked here, never one that only the token knows of. */
function describeClaim({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `"${claim}" is missing`;
  if (reason === 'invalid') return `"${claim}" is of another kind than it must be`;
  if (claim === 'nbf' && reason === 'check_failed') return '"nbf" is still to come';
  return `"${claim}" is another one than is configured`;
}
