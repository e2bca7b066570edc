import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../Clock.ts';
import type { BatchName } from './batchName.ts';
import { ClaimLost } from './ClaimLost.ts';
import { isMissing } from './isMissing.ts';

interface ClaimOptions {
  readonly name: BatchName;
  readonly folder: string;
  readonly mark: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** One batch that this process has taken: a marker of its own, whose name says until when it counts. */
export class DropClaim {
  readonly #options: ClaimOptions;
  #file: string;
  #lastMs: number;
  /** One rename at a time: a renewal under way would make the next rename look for a file that is gone. */
  #moving: Promise<void> = Promise.resolve();

  private constructor(options: ClaimOptions, file: string, ms: number) {
    this.#options = options;
    this.#file = file;
    this.#lastMs = ms;
  }

  /** Takes a marker, or a dead reader's claim, by renaming it; `null` when somebody else was faster. */
  static async take({
    from,
    ...options
  }: ClaimOptions & { readonly from: string }): Promise<DropClaim | null> {
    const ms = options.now();
    const file = claimFile(options, ms);
    try {
      await rename(from, file);
      return new DropClaim(options, file, ms);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  get name(): BatchName {
    return this.#options.name;
  }

  /** @throws {ClaimLost} when it is another reader's. */
  async renew(): Promise<void> {
    // A name of its own every time, or a rename onto itself would succeed without telling anything.
    const ms = Math.max(this.#options.now(), this.#lastMs + 1);
    const file = claimFile(this.#options, ms);
    this.#lastMs = ms;
    await this.moveTo(file);
  }

  /** Renews at this interval while the work lasts; where a renewal failed, its error is that of the work. */
  async keepDuring<T>(
    work: () => Promise<T>,
    { clock, everyMs }: { readonly clock: Clock; readonly everyMs: number },
  ): Promise<T> {
    let renewing: Promise<void> = Promise.resolve();
    let cancel = () => {};
    const plan = () => {
      cancel = clock.schedule(everyMs, () => {
        renewing = renewing.then(() => this.renew());
        // Who waits for the work hears of it.
        renewing.catch(() => undefined);
        plan();
      });
    };
    plan();
    try {
      return await work();
    } finally {
      cancel();
      await renewing;
    }
  }

  /** Ends the claim, unless the path is another claim of it. @throws {ClaimLost} when it is another reader's. */
  async moveTo(path: string): Promise<void> {
    const moved = this.#moving.then(() => this.#rename(path));
    this.#moving = moved.catch(() => undefined);
    return moved;
  }

  async #rename(path: string): Promise<void> {
    try {
      await rename(this.#file, path);
      this.#file = path;
    } catch (error) {
      if (isMissing(error)) throw new ClaimLost('the claim is gone', { cause: error });
      throw error;
    }
  }
}

function claimFile({ folder, name, mark }: ClaimOptions, ms: number): string {
  return join(folder, `${name.whole}.${mark}.${ms}.ok`);
}
