import type { LastGoodCopies } from '../../reload/LastGoodCopies.ts';
import type { Revisions } from '../../reload/Revisions.ts';
import type { IssuerSettings } from '../issuerSettings.ts';
import { Authenticator } from './Authenticator.ts';
import { FileKeys } from './FileKeys.ts';
import { KeySet } from './KeySet.ts';
import type { KeySource } from './KeySource.ts';
import { RemoteKeys } from './RemoteKeys.ts';
import { VerifiedTokens } from './VerifiedTokens.ts';

/** An authenticator with what has to be ended together with it. */
export interface OpenAuthenticator {
  readonly authenticator: Authenticator;
  /**
   * Opens the keys of other issuers; those of issuers that stay are not asked for again.
   *
   * @returns what takes them into use.
   * @throws {TongbanError} BAD_USER_INPUT when a key file cannot be used; nothing has changed then.
   */
  prepare(issuers: readonly IssuerSettings[]): Promise<() => void>;
  close(): void;
}

/** What the keys of issuers are opened with. */
export interface KeyParts {
  /** Gets one line for each thing that an operator should know. */
  readonly log: (line: string) => void;
  readonly copies: LastGoodCopies;
  readonly revisions?: Revisions;
}

/** Requests that are being verified may still need the keys of an issuer that is gone. */
const GRACE_MS = 30_000;

type OpenKeys = ReadonlyMap<string, KeySource & { readonly issuer: string }>;

/**
 * Opens the keys of all issuers.
 *
 * @throws {TongbanError} BAD_USER_INPUT when a key file cannot be used.
 */
export async function createAuthenticator(
  issuers: readonly IssuerSettings[],
  parts: KeyParts,
): Promise<OpenAuthenticator> {
  const verified = new VerifiedTokens();
  const authenticator = new Authenticator([], verified);
  const onChange = () => verified.clear();
  let open: OpenKeys = new Map();

  const prepare = async (next: readonly IssuerSettings[]) => {
    const opened = await openAll(next, open, { ...parts, onChange });
    const trusted = next.flatMap((settings) => {
      const keys = opened.get(idOf(settings));
      return keys === undefined ? [] : [{ settings, keys }];
    });
    return () => {
      const gone = [...open].filter(([id]) => !opened.has(id));
      const named = new Set([...opened.values()].map(({ issuer }) => issuer));
      open = opened;
      authenticator.take(trusted);
      for (const [, { issuer }] of gone) if (!named.has(issuer)) parts.copies.forget(sourceOf(issuer));
      setTimeout(() => {
        for (const [, keys] of gone) keys.close();
      }, GRACE_MS).unref();
    };
  };
  (await prepare(issuers))();
  return {
    authenticator,
    prepare,
    close: () => {
      for (const keys of open.values()) keys.close();
    },
  };
}

/** What is opened in vain is closed again. */
async function openAll(
  issuers: readonly IssuerSettings[],
  open: OpenKeys,
  parts: KeyParts & { readonly onChange: () => void },
): Promise<OpenKeys> {
  const opened = new Map<string, KeySource & { readonly issuer: string }>();
  try {
    for (const settings of issuers) {
      const id = idOf(settings);
      const keys = open.get(id) ?? (await openKeys(settings, parts));
      opened.set(id, { ...keys, issuer: settings.issuer });
    }
    return opened;
  } catch (error) {
    for (const [id, keys] of opened) if (!open.has(id)) keys.close();
    throw error;
  }
}

async function openKeys(
  { issuer, jwks, jwksFile, jwksUri }: IssuerSettings,
  { copies, log, revisions, onChange }: KeyParts & { readonly onChange: () => void },
): Promise<KeySource> {
  if (jwksFile === undefined && jwksUri === undefined) {
    const keys = new KeySet(jwks ?? { keys: [] });
    return { getKey: keys.getKey, has: (fingerprint) => keys.has(fingerprint), close: () => undefined };
  }
  const tell = copies.watch(sourceOf(issuer));
  if (jwksFile !== undefined) {
    const keys = await FileKeys.open({ file: jwksFile, onChange, tell, log, revisions });
    tell('current');
    return { getKey: keys.getKey, has: (fingerprint) => keys.has(fingerprint), close: () => keys.close() };
  }
  const keys = new RemoteKeys({ issuer, url: jwksUri ?? '', onChange, tell, log });
  keys.fetchAhead();
  return {
    getKey: keys.getKey,
    has: (fingerprint) => keys.has(fingerprint),
    renew: () => keys.renew(),
    hasKeys: () => keys.hasKeys(),
    close: () => keys.close(),
  };
}

const sourceOf = (issuer: string): string => `keys of ${issuer}`;

/** Where an issuer's keys are; what else is said of it may change without asking for them again. */
const idOf = ({ issuer, jwks, jwksFile, jwksUri }: IssuerSettings): string =>
  JSON.stringify([issuer, jwks, jwksFile, jwksUri]);
