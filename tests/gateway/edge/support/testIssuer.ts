import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Someone who issues tokens, with a key of its own. */
export interface TestIssuer {
  readonly issuer: string;
  readonly publicKey: JWK;
  /** A good token, except for what is given. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

export async function createTestIssuer(
  issuer = 'https://identity.example',
  { algorithm = 'ES256', kid = 'k1' }: { readonly algorithm?: string; readonly kid?: string } = {},
): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const now = Math.floor(Date.now() / 1_000);
  return {
    issuer,
    publicKey: { ...(await exportJWK(publicKey)), kid, alg: algorithm },
    token: (claims = {}, header = {}) =>
      new SignJWT({
        iss: issuer,
        aud: 'tongban',
        sub: 'u-1',
        exp: now + 300,
        portal: 'test-portal',
        scope: 'read write',
        ...claims,
      })
        .setProtectedHeader({ alg: algorithm, kid, ...header })
        .sign(privateKey),
  };
}
