import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Revisions } from '../../reload/Revisions.ts';
import { readFollowed } from '../../reload/readFollowed.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import { isPrivateKey } from './isPrivateKey.ts';
import { KeySet } from './KeySet.ts';
import type { KeySource } from './KeySource.ts';
import { parseKeySet } from './parseKeySet.ts';

export interface FileKeysOptions {
  readonly file: string;
  /** Told when other keys are in use: what was verified with the old ones counts no more. */
  readonly onChange: () => void;
  readonly tell?: TellCopyState;
  /** Refuses what is older than what was in use. */
  readonly revisions?: Revisions | undefined;
  /** Gets one line for each edit: taken over, or broken and why. */
  readonly log: (line: string) => void;
  /** Between two looks at the file, in ms; default 500. */
  readonly intervalMs?: number;
}

/** Keys in a file that may be edited while the gateway runs; a broken edit keeps the old ones. */
export class FileKeys implements KeySource {
  readonly #options: FileKeysOptions;
  #keys: KeySet;
  #content: string;
  /** Of the last look: half a file may be well-formed, so that only what two looks saw alike counts. */
  #seen: string;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: FileKeysOptions, content: string, keys: KeySet) {
    this.#options = options;
    this.#content = this.#seen = content;
    this.#keys = keys;
    this.#schedule();
  }

  /** @throws {TongbanError} BAD_USER_INPUT, one line, when the file holds no keys at the start. */
  static async open(options: FileKeysOptions): Promise<FileKeys> {
    const { file, revisions } = options;
    try {
      const content = await readFollowed(file);
      revisions?.check(file, content);
      const keys = readKeys(content);
      revisions?.took(file, content);
      return new FileKeys(options, content, keys);
    } catch (error) {
      throw new TongbanError(
        'BAD_USER_INPUT',
        `${file}: the issuer's keys cannot be used: ${reasonOf(error)}`,
      );
    }
  }

  readonly getKey: JWTVerifyGetKey<CryptoKey> = (header, token) => this.#keys.getKey(header, token);

  has(fingerprint: string): boolean {
    return this.#keys.has(fingerprint);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#look(), this.#options.intervalMs ?? 500).unref();
  }

  async #look(): Promise<void> {
    const { file, log, onChange, tell, revisions } = this.#options;
    let reason: string | undefined;
    const content = await readFollowed(file).catch((error: unknown) => {
      reason = `it cannot be read (${reasonOf(error)})`;
      return reason;
    });
    const isStable = content === this.#seen;
    this.#seen = content;
    if (!this.#closed && isStable && content !== this.#content) {
      this.#content = content;
      try {
        if (reason !== undefined) throw new Error(reason);
        revisions?.check(file, content);
        this.#keys = readKeys(content);
        revisions?.took(file, content);
        onChange();
        tell?.('current');
        log(`${file}: new keys are in use`);
      } catch (error) {
        tell?.('stale');
        log(`${file} is refused, the keys in use stay: ${reasonOf(error)}`);
      }
    }
    this.#schedule();
  }
}

/** A file without keys is a slip: whoever means it strikes the issuer off. */
function readKeys(content: string): KeySet {
  const keySet = parseKeySet(content);
  if (keySet.keys.length === 0) throw new Error('it holds no key');
  if (keySet.keys.some(isPrivateKey)) throw new Error('a key among them is private');
  return new KeySet(keySet);
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : 'unknown';
}
