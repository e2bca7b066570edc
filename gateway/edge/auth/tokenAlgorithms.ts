/**
 * What tokens may be signed by; EdDSA with Ed25519. Symmetric algorithms are not among them: a public key must never be taken
 * for a shared secret.
 */
export const TOKEN_ALGORITHMS: string[] = ['ES256', 'RS256', 'EdDSA'];
