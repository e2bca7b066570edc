import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchDigest } from './batchDigest.ts';
import { type BatchName, readBatchName } from './batchName.ts';
import { DropClaim } from './DropClaim.ts';
import { fingerprintBatch } from './fingerprintBatch.ts';
import { isMissing } from './isMissing.ts';
import { type BatchFiles, readBatchFiles } from './readBatchFiles.ts';
import { writeBatch } from './writeBatch.ts';

const MARKER = '.ok';
/** NAME.mark.ms.ok */
const CLAIM = /^([a-z0-9_]+)\.([0-9a-z]{8,32})\.(\d{13})\.ok$/;

export interface DropDirectoryOptions {
  readonly root: string;
  readonly digest: BatchDigest;
  /** Epoch ms. */
  readonly now: () => number;
  /** Of this process, 8 to 32 of `0-9a-z`. */
  readonly mark: string;
}

/** A claim that is too old to be a living reader's. */
export interface LeftBatch {
  readonly name: BatchName;
  readonly file: string;
}

/** Whether a batch was dealt with, and how. */
export type BatchFate = 'done' | 'bad';

/**
 * The directory that a centre and all our replicas see. Methods throw what the file system throws.
 *
 * @see docs/dialects/file-drop.md, 1, 2 and 5
 */
export class DropDirectory {
  readonly #options: DropDirectoryOptions;

  constructor(options: DropDirectoryOptions) {
    this.#options = options;
  }

  /** Batches with a marker that nobody has taken, in order of their names; other names are left alone. */
  async waiting(): Promise<readonly BatchName[]> {
    const entries = await readdir(this.#at('out'), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(MARKER))
      .map(({ name }) => readBatchName(name.slice(0, -MARKER.length)))
      .filter((name) => name !== null)
      .toSorted((one, other) => (one.whole < other.whole ? -1 : 1));
  }

  /** Takes a waiting batch; `null` when somebody else was faster. */
  async take(name: BatchName): Promise<DropClaim | null> {
    return this.#claim(name, this.#at('out', name.whole + MARKER));
  }

  /** What readers that died have left. @param ageMs - of a dead reader's claim. */
  async leftBehind(ageMs: number): Promise<readonly LeftBatch[]> {
    const left: LeftBatch[] = [];
    for (const file of (await readdir(this.#at('out', 'claim'))).toSorted()) {
      const [, whole = '', , at] = CLAIM.exec(file) ?? [];
      const name = readBatchName(whole);
      if (name === null || this.#options.now() - Number(at) <= ageMs) continue;
      left.push({ name, file });
    }
    return left;
  }

  /** Takes over a batch that was left; `null` when somebody else was faster. */
  async takeOver({ name, file }: LeftBatch): Promise<DropClaim | null> {
    return this.#claim(name, this.#at('out', 'claim', file));
  }

  async read({ whole }: BatchName): Promise<BatchFiles> {
    const [dataName, digestName] = this.#fileNames(whole);
    return readBatchFiles({
      data: this.#at('out', dataName),
      digest: this.#at('out', digestName),
      dataName,
      kind: this.#options.digest,
    });
  }

  /** Of both files as they are now, without reading them; the same as that of `read` as long as neither changes. */
  async fingerprint({ whole }: BatchName): Promise<string> {
    const [data, digest] = this.#fileNames(whole);
    return fingerprintBatch({ data: this.#at('out', data), digest: this.#at('out', digest) });
  }

  /** Where a reader that died while it put a batch away had begun to put it; `null` where it had not. */
  async fateBegun({ whole }: BatchName): Promise<BatchFate | null> {
    const [dataName] = this.#fileNames(whole);
    if (await exists(this.#at('out', dataName))) return null;
    if (await exists(this.#at('out', 'done', dataName))) return 'done';
    return (await exists(this.#at('out', 'bad', dataName))) ? 'bad' : null;
  }

  /**
   * Puts a batch away, its claim last.
   *
   * @param seen - of the files that were dealt with: if they have changed since, they belong to another delivery of the
   *   same name and stay; `null` for whatever is left.
   */
  async putAway(
    claim: DropClaim,
    { fate, seen }: { readonly fate: BatchFate; readonly seen: string | null },
  ): Promise<void> {
    const { whole } = claim.name;
    const isAnother = seen !== null && (await this.fingerprint(claim.name)) !== seen;
    for (const file of isAnother ? [] : this.#fileNames(whole)) {
      await rename(this.#at('out', file), this.#at('out', fate, file)).catch(unlessMissing);
      claim.settle();
    }
    await claim.end(this.#at('out', fate, whole + MARKER));
  }

  /**
   * The batch is not ready, or we cannot work on it now: as if nobody had taken it. One whose files are put away already
   * stays claimed, for whoever takes it over to finish.
   */
  async putBack(claim: DropClaim): Promise<void> {
    if (claim.isSettled) return;
    await claim.end(this.#at('out', claim.name.whole + MARKER));
  }

  /** Writes a batch for the centre: complete or not at all to whoever waits for its marker. */
  async write(whole: string, data: Uint8Array): Promise<void> {
    const { digest, mark } = this.#options;
    await writeBatch({ folder: this.#at('in'), whole, data, digest, mark });
  }

  async #claim(name: BatchName, from: string): Promise<DropClaim | null> {
    const { mark, now } = this.#options;
    return DropClaim.take({ name, from, folder: this.#at('out', 'claim'), mark, now });
  }

  #fileNames(whole: string): readonly [data: string, digest: string] {
    return [`${whole}.txt`, `${whole}.${this.#options.digest.toLowerCase()}`];
  }

  #at(...parts: readonly string[]): string {
    return join(this.#options.root, ...parts);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    unlessMissing(error);
    return false;
  }
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
