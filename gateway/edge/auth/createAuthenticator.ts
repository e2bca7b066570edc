import { createLocalJWKSet } from 'jose';
import type { IssuerSettings } from '../issuerSettings.ts';
import { Authenticator } from './Authenticator.ts';
import { FileKeys } from './FileKeys.ts';
import type { KeySource } from './KeySource.ts';
import { RemoteKeys } from './RemoteKeys.ts';
import { VerifiedTokens } from './VerifiedTokens.ts';

/** An authenticator with what has to be ended together with it. */
export interface OpenAuthenticator {
  readonly authenticator: Authenticator;
  close(): void;
}

/**
 * Opens the keys of all issuers.
 *
 * @param log - gets one line for each thing that an operator should know.
 * @throws {TongbanError} BAD_USER_INPUT when a key file cannot be used.
 */
export async function createAuthenticator(
  issuers: readonly IssuerSettings[],
  log: (line: string) => void,
): Promise<OpenAuthenticator> {
  const verified = new VerifiedTokens();
  const sources: KeySource[] = [];
  const close = () => {
    for (const source of sources) source.close();
  };
  try {
    for (const issuer of issuers) sources.push(await openKeys(issuer, () => verified.clear(), log));
  } catch (error) {
    close();
    throw error;
  }
  const trusted = issuers.flatMap((settings, index) => {
    const keys = sources[index];
    return keys === undefined ? [] : [{ settings, keys }];
  });
  return { authenticator: new Authenticator(trusted, verified), close };
}

async function openKeys(
  { jwks, jwksFile, jwksUri }: IssuerSettings,
  onChange: () => void,
  log: (line: string) => void,
): Promise<KeySource> {
  if (jwksFile !== undefined) return FileKeys.open({ file: jwksFile, onChange, log });
  if (jwksUri !== undefined) return new RemoteKeys({ url: jwksUri, onChange, log });
  return { getKey: createLocalJWKSet(jwks ?? { keys: [] }), close: () => undefined };
}
