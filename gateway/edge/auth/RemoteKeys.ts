import { type CryptoKey, errors, type JWTVerifyGetKey } from 'jose';
import { limitTime } from '../../../domain/limitTime.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import { KeySet } from './KeySet.ts';
import type { KeySource } from './KeySource.ts';
import { KeysUnavailableError } from './KeysUnavailableError.ts';
import { parseKeySet } from './parseKeySet.ts';

export interface RemoteKeysOptions {
  /** For messages. */
  readonly issuer: string;
  readonly url: string;
  /** Told when other keys are in use: what was verified with the old ones counts no more. */
  readonly onChange: () => void;
  readonly tell?: TellCopyState;
  /** Gets one line when fetching begins to fail, and when it works again. */
  readonly log: (line: string) => void;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
  /** Between two fetches once keys are known, whether somebody presents a token or not, in ms; default ten minutes. */
  readonly everyMs?: number;
}

const TIMEOUT_MS = 5_000;
const LONGEST_BYTES = 262_144;
/** Keys younger than this are used without asking. */
const FRESH_MS = 10 * 60_000;
/** Between two fetches, however many unknown keys are presented: for so long a good token of a new key may be refused. */
const COOLDOWN_MS = 5_000;
/** Longer than this, keys are not trusted while their issuer cannot be reached. */
const LONGEST_USE_MS = 24 * 60 * 60_000;

interface KnownKeys {
  readonly content: string;
  readonly keys: KeySet;
  readonly fetchedAt: number;
}

/** Keys behind an issuer's `jwks_uri`; while it cannot be reached, the keys fetched last stay in use for a day. */
export class RemoteKeys implements KeySource {
  readonly #options: RemoteKeysOptions;
  readonly #now: () => number;
  readonly #ending = new AbortController();
  #known: KnownKeys | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #flight: Promise<void> | undefined;
  #failing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RemoteKeysOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  readonly getKey: JWTVerifyGetKey<CryptoKey> = async (header, token) => {
    const age = this.#now() - (this.#known?.fetchedAt ?? Number.NEGATIVE_INFINITY);
    if (age > LONGEST_USE_MS) await this.#refresh();
    else if (age > FRESH_MS) void this.#refresh();
    try {
      return await this.#usable()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The issuer may have a new key since.
      await this.#refresh();
      return this.#findAgain(header, token);
    }
  };

  /** Whether it has this key cannot be found out while it cannot be asked, and nobody need sign in again for that. */
  async #findAgain(
    ...asked: Parameters<JWTVerifyGetKey>
  ): Promise<Awaited<ReturnType<JWTVerifyGetKey<CryptoKey>>>> {
    try {
      return await this.#usable()(...asked);
    } catch (error) {
      const isUnsure = this.#failing && error instanceof errors.JWKSNoMatchingKey;
      throw isUnsure ? new KeysUnavailableError('the keys of this issuer cannot be asked for') : error;
    }
  }

  /** Fetches the keys before the first token comes; until there are some, it is tried every few seconds. */
  fetchAhead(): void {
    void this.#refresh();
  }

  hasKeys(): boolean {
    return this.#known?.keys.isEmpty === false;
  }

  /** As last fetched, however long ago: a token that was good then ends by itself. Before that nothing was taken back. */
  has(fingerprint: string): boolean {
    return this.#known?.keys.has(fingerprint) ?? true;
  }

  async renew(): Promise<boolean> {
    const before = this.#known?.content;
    await this.#refresh();
    return this.#known?.content !== before;
  }

  close(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
  }

  #usable(): JWTVerifyGetKey<CryptoKey> {
    const known = this.#known;
    if (known === undefined || this.#now() - known.fetchedAt > LONGEST_USE_MS) {
      throw new KeysUnavailableError('no keys of this issuer can be had');
    }
    return known.keys.getKey;
  }

  /** Never rejects; one fetch at a time, and none within the cooldown. */
  #refresh(): Promise<void> {
    if (this.#flight !== undefined) return this.#flight;
    if (this.#now() - this.#askedAt < COOLDOWN_MS) return Promise.resolve();
    this.#askedAt = this.#now();
    this.#flight = this.#fetch()
      .then((content) => this.#take(content))
      .catch((error: unknown) => this.#report(true, error))
      .finally(() => {
        this.#flight = undefined;
        this.#schedule();
      });
    return this.#flight;
  }

  /** The first token after a quiet night must not find the keys of the day before, one of which may be taken back since. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#ending.signal.aborted) return;
    const { everyMs = this.#known === undefined ? COOLDOWN_MS : FRESH_MS } = this.#options;
    const look = () => {
      // Within the cooldown nothing is fetched, which must not be the end of it.
      this.#schedule();
      void this.#refresh();
    };
    this.#timer = setTimeout(look, everyMs).unref();
  }

  #take(content: string): void {
    const keys = new KeySet(parseKeySet(content));
    const isNew = this.#known !== undefined && this.#known.content !== content;
    this.#known = { content, keys, fetchedAt: this.#now() };
    if (isNew) this.#options.onChange();
    this.#report(false);
  }

  #report(failing: boolean, error?: unknown): void {
    if (failing === this.#failing || this.#ending.signal.aborted) return;
    this.#failing = failing;
    const { issuer, tell, log } = this.#options;
    tell?.(failing ? 'stale' : 'current');
    const meanwhile = this.hasKeys() ? 'the last ones stay in use' : 'its tokens are refused until they can';
    log(
      failing
        ? `the keys of ${issuer} cannot be fetched (${reasonOf(error)}); ${meanwhile}`
        : `the keys of ${issuer} are fetched again`,
    );
  }

  async #fetch(): Promise<string> {
    const limit = limitTime(this.#ending.signal, TIMEOUT_MS);
    try {
      return await this.#read(limit.signal);
    } finally {
      limit.release();
    }
  }

  async #read(signal: AbortSignal): Promise<string> {
    const answer = await fetch(this.#options.url, {
      signal,
      redirect: 'error',
      headers: { accept: 'application/jwk-set+json, application/json' },
    });
    if (!answer.ok || answer.body === null) throw new Error(`status ${answer.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      if (size > LONGEST_BYTES) throw new Error('too large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** Without the address, which may tell too much. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'unknown';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  // Such as that an address is none, which quotes it.
  return cause instanceof TypeError ? 'it cannot be asked' : cause.message;
}
