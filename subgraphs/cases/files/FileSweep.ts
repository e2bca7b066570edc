import type { Logger } from 'pino';
import { describeError } from '../../serving/describeError.ts';
import type { FileLeavings } from '../storage/FileLeavings.ts';
import type { FileStore } from './FileStore.ts';

/** Removed at a time. */
const BATCH = 200;

export interface FileSweepOptions {
  readonly leavings: FileLeavings;
  readonly store: FileStore;
  /** After which a file that is in no case is removed. */
  readonly keepUnboundHours: number;
  readonly logger: Logger;
}

/** Removes uploads that became nothing, and what erased cases leave behind. Any number of workers may do so at once. */
export class FileSweep {
  readonly #options: FileSweepOptions;
  #running: Promise<void> | null = null;

  constructor(options: FileSweepOptions) {
    this.#options = options;
  }

  /** Removes all that is due; what fails waits for the next time. */
  async run(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#sweep(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    const { leavings, store, keepUnboundHours, logger } = this.#options;
    try {
      // The key first: from here on nobody reads it, whatever becomes of the bytes.
      await leavings.giveUp(keepUnboundHours, BATCH);
      for (;;) {
        const parts = await leavings.findParts(BATCH);
        for (const part of parts) {
          signal.throwIfAborted();
          await store.remove(part);
        }
        await leavings.forgetParts(parts.map(({ partId }) => partId));
        if (parts.length < BATCH) break;
      }
      await leavings.forgetFiles();
    } catch (error) {
      if (!signal.aborted) logger.warn({ error: describeError(error) }, 'files were not cleared away');
    }
  }
}
