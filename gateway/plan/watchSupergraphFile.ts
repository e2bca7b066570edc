import { createHash } from 'node:crypto';
import { isConfirmed } from '../reload/isConfirmed.ts';
import { readFollowed } from '../reload/readFollowed.ts';
import { stateOfFollowed } from '../reload/stateOfFollowed.ts';
import type { TellCopyState } from '../reload/TellCopyState.ts';
import { UnconfirmedRemoval } from '../reload/UnconfirmedRemoval.ts';

/** What is watched, and who is told. */
export interface SupergraphFileWatch {
  readonly path: string;
  /** The content already in use. */
  readonly initial: string;
  /**
   * Takes a new supergraph into use; throws when it is no good.
   *
   * @param isConfirmed - somebody has confirmed that it may take much away.
   * @returns what an operator should know.
   */
  readonly onChange: (supergraphSdl: string, isConfirmed: boolean) => Promise<string>;
  readonly tell?: TellCopyState;
  /** Gets one line for each thing that an operator should know. */
  readonly log: (line: string) => void;
  /** Milliseconds between looks; default 500. */
  readonly intervalMs?: number;
}

/** Looks in a row without a readable file that holds something, after which the operator is told; editors replace files by renaming. */
const MISSING_LOOKS = 4;

/**
 * Follows a supergraph file while the gateway runs.
 *
 * The file is looked at, not subscribed to, so that renames, mounts and network file systems all work. New content
 * counts only when two looks in a row see the same, so that a half-written file is never taken for a whole one.
 *
 * @returns a function that stops watching.
 */
export function watchSupergraphFile(watch: SupergraphFileWatch): () => void {
  const watcher = new SupergraphFileWatcher(watch);
  watcher.schedule();
  return () => watcher.stop();
}

class SupergraphFileWatcher {
  readonly #watch: SupergraphFileWatch;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Hash of the content that was last taken into use or refused. */
  #settled: string;
  #seen: string | undefined;
  /** File state in which `#settled` was read: nothing to read while it stays. */
  #settledState: string | undefined;
  #missing = 0;
  #isRefused = false;
  #unconfirmed: string | undefined;

  constructor(watch: SupergraphFileWatch) {
    this.#watch = watch;
    this.#settled = hashOf(watch.initial);
  }

  schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#look(), this.#watch.intervalMs ?? 500);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const state = await stateOfFollowed(this.#watch.path);
      if (state !== this.#settledState) await this.#consider(await readFollowed(this.#watch.path), state);
      else if (this.#unconfirmed !== undefined) await this.#askAgain(this.#unconfirmed);
      if (this.#missing >= MISSING_LOOKS && !this.#isRefused) this.#watch.tell?.('current');
      this.#missing = 0;
    } catch {
      this.#missing++;
      if (this.#missing === MISSING_LOOKS) {
        this.#watch.tell?.('stale');
        this.#watch.log(`${this.#watch.path} cannot be read; the supergraph in use stays`);
      }
    }
    this.schedule();
  }

  async #consider(content: string, state: string): Promise<void> {
    if (this.#stopped) return;
    // An empty file is one that somebody has just begun to write.
    if (content === '') throw new Error('empty');
    const hash = hashOf(content);
    const isStable = hash === this.#seen;
    this.#seen = hash;
    if (hash !== this.#settled && !isStable) return;
    this.#settledState = state;
    if (hash === this.#settled) return;
    this.#settled = hash;
    await this.#take(content, await isConfirmed(this.#watch.path, content));
  }

  async #askAgain(content: string): Promise<void> {
    if (await isConfirmed(this.#watch.path, content)) await this.#take(content, true);
  }

  async #take(content: string, confirmed: boolean): Promise<void> {
    const { path, onChange, tell, log } = this.#watch;
    this.#unconfirmed = undefined;
    try {
      const told = await onChange(content, confirmed);
      this.#isRefused = false;
      tell?.('current');
      log(`${path}: ${told}`);
    } catch (error) {
      if (error instanceof UnconfirmedRemoval) this.#unconfirmed = content;
      this.#isRefused = true;
      tell?.('stale');
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
      log(`${path} is refused, the supergraph in use stays: ${reason}`);
    }
  }
}

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');
