import { importJWK, type JWK, SignJWT } from 'jose';
import { DEVELOPMENT_ISSUER } from './developmentIssuer.ts';

export interface DevelopmentTokenRequest {
  /** The issuer's opaque subject. */
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly portal: string;
  /** Seconds until it expires. */
  readonly lifetimeSeconds: number;
}

/** Signs a token with the development key of a data folder. Nobody but a development gateway accepts it. */
export async function issueDevelopmentToken(
  signingKey: JWK,
  request: DevelopmentTokenRequest,
): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1_000);
  return new SignJWT({ scope: request.scopes.join(' '), portal: request.portal })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...(signingKey.kid ? { kid: signingKey.kid } : {}) })
    .setIssuer(DEVELOPMENT_ISSUER.issuer)
    .setAudience(DEVELOPMENT_ISSUER.audience)
    .setSubject(request.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + request.lifetimeSeconds)
    .sign(await importJWK(signingKey, 'ES256'));
}
