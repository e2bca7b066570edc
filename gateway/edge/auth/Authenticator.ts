import { KeyObject } from 'node:crypto';
import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import type { IssuerSettings } from '../issuerSettings.ts';
import { fingerprintOf } from './fingerprintOf.ts';
import type { KeySource } from './KeySource.ts';
import { KeysUnavailableError } from './KeysUnavailableError.ts';
import { mayGive } from './mayGive.ts';
import { TokenRefusal } from './TokenRefusal.ts';
import { toCaller } from './toCaller.ts';
import { TOKEN_ALGORITHMS } from './tokenAlgorithms.ts';
import { type VerifiedToken, VerifiedTokens } from './VerifiedTokens.ts';
import { whyUnverified } from './whyUnverified.ts';

/** An issuer with its keys. */
export interface TrustedIssuer {
  readonly settings: IssuerSettings;
  readonly keys: KeySource;
}

/** What else an issuer signs, to log somebody out for instance, says another type of itself (RFC 8725, 3.11). */
const ACCESS_TOKEN = /^(?:application\/)?(?:at\+)?jwt$/i;
const LONGEST_TOKEN = 8_192;
const CLOCK_SKEW_S = 5;
const INVALID = 'The token is not valid';

/** Says who sends a request, by the token that it carries. */
export class Authenticator {
  #issuers: ReadonlyMap<string, KnownIssuer>;
  readonly #verified: VerifiedTokens;
  readonly #now: () => number;
  #couldVerify = false;
  /** Of keys that have vouched for a token. */
  readonly #fingerprints = new WeakMap<CryptoKey, string>();

  /** @param now - epoch ms. */
  constructor(
    issuers: readonly TrustedIssuer[],
    verified: VerifiedTokens = new VerifiedTokens(),
    now: () => number = Date.now,
  ) {
    this.#issuers = byName(issuers);
    this.#verified = verified;
    this.#now = now;
  }

  /**
   * Whether a token that was good still counts, and for as much, until it expires: its issuer may be struck off, be trusted with
   * less, or have taken its key back. Those whom none of that concerns are left alone.
   */
  trusts({ caller, key, terms }: VerifiedToken): boolean {
    const issuer = this.#issuers.get(caller.issuer);
    if (issuer === undefined || issuer.terms !== terms || !issuer.keys.has(key)) return false;
    return caller.scopes.every((scope) => mayGive(issuer.settings, scope));
  }

  /**
   * Whether there have been keys of any issuer, where there are issuers: before that everybody who is signed in would be told
   * to sign in again. Whoever could verify once stays so, as issuers that fail later fail all gateways at the same time.
   */
  get canVerify(): boolean {
    this.#couldVerify ||=
      this.#issuers.size === 0 || [...this.#issuers.values()].some(({ keys }) => keys.hasKeys?.() ?? true);
    return this.#couldVerify;
  }

  /** Takes other issuers; what was verified by the old ones counts no more. */
  take(issuers: readonly TrustedIssuer[]): void {
    this.#issuers = byName(issuers);
    this.#verified.clear();
  }

  /**
   * Whom a request's token names, and until when: what is open longer than a request must end with it.
   *
   * @param header - `authorization`.
   * @returns `null` for a request without a token, and for every request while there are no issuers; a promise only where
   *   the token was not verified a moment ago.
   * @throws {TokenRefusal} for any other token than a good one; its sender is told no more than that it expired. It rejects with
   *   the same.
   */
  recognize(header: string | undefined): VerifiedToken | null | Promise<VerifiedToken> {
    if (this.#issuers.size === 0 || header === undefined) return null;
    const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(header)?.[1];
    if (token === undefined || token.length > LONGEST_TOKEN)
      throw new TokenRefusal('The token is not a bearer token', whyNoToken(token));
    return this.#verified.find(token, this.#now()) ?? this.#verify(token);
  }

  /** As {@link recognize}, for those who wait anyway. */
  async identify(header: string | undefined): Promise<VerifiedToken | null> {
    return this.recognize(header);
  }

  async #verify(token: string): Promise<VerifiedToken> {
    const { epoch } = this.#verified;
    // The issuer is chosen first, so that a key of one can never vouch for another.
    const name = issuerOf(token);
    const issuer = this.#issuers.get(name ?? '');
    if (issuer === undefined)
      throw invalid(name === undefined ? 'it is no JWT with "iss"' : 'its issuer is not on the list');
    const { payload, key } = await this.#check(token, issuer);
    const caller = toCaller(payload, issuer.settings);
    if (caller === undefined || payload.exp === undefined)
      throw invalid('"sub" is empty, or its portal has more than 256 characters');
    this.#couldVerify = true;
    const { terms } = issuer;
    const verified = { caller, expiresAt: payload.exp * 1_000, key: this.#fingerprintOf(key), terms };
    // Keys or issuers may have changed while it was verified.
    if (epoch === this.#verified.epoch) this.#verified.remember(token, verified, this.#now());
    return verified;
  }

  #fingerprintOf(key: CryptoKey): string {
    const known = this.#fingerprints.get(key) ?? fingerprintOf(KeyObject.from(key));
    this.#fingerprints.set(key, known);
    return known;
  }

  async #check(token: string, { settings, keys }: TrustedIssuer): Promise<Vouched> {
    const options: JWTVerifyOptions = {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: TOKEN_ALGORITHMS,
      clockTolerance: CLOCK_SKEW_S,
      currentDate: new Date(this.#now()),
      requiredClaims: ['exp', 'sub'],
    };
    try {
      const { typ } = decodeProtectedHeader(token);
      if (typ !== undefined && !ACCESS_TOKEN.test(typ))
        throw invalid('its "typ" is not that of an access token');
      return await verifyWithNewest(token, keys, options);
    } catch (error) {
      if (error instanceof TokenRefusal) throw error;
      throw new TokenRefusal(messageOf(error), whyUnverified(error), error);
    }
  }
}

/** What a token says, and the key that it is signed by. */
interface Vouched {
  readonly payload: JWTPayload;
  readonly key: CryptoKey;
}

interface KnownIssuer extends TrustedIssuer {
  readonly terms: string;
}

const byName = (issuers: readonly TrustedIssuer[]) =>
  new Map(issuers.map((issuer) => [issuer.settings.issuer, { ...issuer, terms: termsOf(issuer.settings) }]));

/** All that decides whom its tokens name; its keys, and the scopes that it may give, are looked at by themselves. */
const termsOf = ({ audience, portalClaim, scopeClaim }: IssuerSettings): string =>
  JSON.stringify([audience, portalClaim, scopeClaim]);

/** A signature that fits no key may be that of a newer one under the same name. */
async function verifyWithNewest(token: string, keys: KeySource, options: JWTVerifyOptions): Promise<Vouched> {
  try {
    return await verifyWithAny(token, keys.getKey, options);
  } catch (error) {
    const isUnfit = error instanceof errors.JWSSignatureVerificationFailed;
    if (!isUnfit || !(await keys.renew?.())) throw error;
    return verifyWithAny(token, keys.getKey, options);
  }
}

/** A token without a key id is tried with each key of its kind. */
async function verifyWithAny(
  token: string,
  keys: KeySource['getKey'],
  options: JWTVerifyOptions,
): Promise<Vouched> {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return { ...(await jwtVerify(token, key, options)), key };
      } catch (reason) {
        if (!(reason instanceof errors.JWSSignatureVerificationFailed)) throw reason;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

const whyNoToken = (token: string | undefined): string =>
  token === undefined ? 'it is not "Bearer" and a token' : `it has more than ${LONGEST_TOKEN} characters`;

const invalid = (reason: string) => new TokenRefusal(INVALID, reason);

function messageOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired';
  return error instanceof KeysUnavailableError ? 'The token cannot be verified now' : INVALID;
}
