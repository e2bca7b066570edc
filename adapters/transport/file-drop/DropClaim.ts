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
  #isEnded = false;
  #isSettled = false;

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

  /** Whether files of the batch were put away: it can only be ended then, for without them it would be refused. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  settle(): void {
    this.#isSettled = true;
  }

  /** Makes the claim count anew; nothing happens to one that has ended. @throws {ClaimLost} when it is another reader's. */
  async renew(): Promise<void> {
    // A name of its own every time, or a rename onto itself would succeed without telling anything.
    const ms = Math.max(this.#options.now(), this.#lastMs + 1);
    this.#lastMs = ms;
    await this.#move(claimFile(this.#options, ms));
  }

  /**
   * Renews at this interval while the work lasts, and sooner after a renewal that failed. Such a failure is not the
   * work's: whoever writes or moves something renews before, and hears then whether the batch is still ours.
   */
  async keepDuring<T>(
    work: () => Promise<T>,
    { clock, everyMs }: { readonly clock: Clock; readonly everyMs: number },
  ): Promise<T> {
    let isOver = false;
    let cancel = () => {};
    const plan = (delayMs: number) => {
      if (isOver) return;
      cancel = clock.schedule(delayMs, () => {
        this.renew().then(
          () => plan(everyMs),
          () => plan(everyMs / 4),
        );
      });
    };
    plan(everyMs);
    try {
      return await work();
    } finally {
      isOver = true;
      cancel();
    }
  }

  /** Ends the claim there; nothing happens to one that has ended. @throws {ClaimLost} when it is another reader's. */
  async end(path: string): Promise<void> {
    await this.#move(path, () => {
      this.#isEnded = true;
    });
  }

  async #move(path: string, onMoved = () => {}): Promise<void> {
    const moved = this.#moving.then(async () => {
      // A renewal that was late would bring the marker back.
      if (this.#isEnded) return;
      await this.#rename(path);
      onMoved();
    });
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
