import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const USERS = 64;
const ISSUER = 'https://bench.invalid';

/** Who vouches for the users of the measurement. */
export interface BenchIssuer {
  /** What makes a gateway accept its tokens, and sign its own calls. */
  readonly settings: object;
  /** Of the n-th user; users are distinct, and come again. */
  readonly tokenOf: (user: number) => string;
}

/** Makes one with keys of its own and a token for each user. */
export async function createIssuer(): Promise<BenchIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const tokens = await Promise.all(
    Array.from({ length: USERS }, (_, user) =>
      new SignJWT({ sub: `user-${user}`, portal: 'bench', scope: 'read' })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
        .setIssuer(ISSUER)
        .setAudience('tongban')
        .setExpirationTime('2h')
        .sign(privateKey),
    ),
  );
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }] };
  return {
    settings: {
      issuers: [{ issuer: ISSUER, audience: 'tongban', jwks }],
      contextSecret: randomBytes(32).toString('base64'),
    },
    tokenOf: (user) => tokens[user % USERS] ?? '',
  };
}
