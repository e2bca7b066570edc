import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import type { VersionStore } from '../storage/VersionStore.ts';
import type { PublishedVersion } from './PublishedVersion.ts';
import type { Snapshot } from './Snapshot.ts';

export interface PublishedCatalogueOptions {
  readonly versions: VersionStore;
  loadSnapshot(version: PublishedVersion): Promise<Snapshot>;
  readonly logger: Logger;
  /** How often the database is asked whether another version is in force by now. */
  readonly refreshMs: number;
  /** The current time, epoch ms. */
  now(): number;
}

/**
 * The version of the catalogue that is in force, kept in memory. A version published by anybody, and one whose day has
 * come, is noticed within `refreshMs`; while the database is away the last one known stays.
 */
export class PublishedCatalogue {
  readonly #options: PublishedCatalogueOptions;
  #snapshot: Snapshot;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  private constructor(options: PublishedCatalogueOptions, snapshot: Snapshot) {
    this.#options = options;
    this.#snapshot = snapshot;
  }

  /** @throws {TongbanError} CONFLICT when no version is in force today. */
  static async open(options: PublishedCatalogueOptions): Promise<PublishedCatalogue> {
    const inForce = await options.versions.findInForce(beijingDay(options.now()));
    if (inForce === null) {
      throw new TongbanError(
        'CONFLICT',
        'no version of the catalogue is in force today; publish one, or wait for its day',
      );
    }
    const catalogue = new PublishedCatalogue(options, await options.loadSnapshot(inForce));
    catalogue.#schedule();
    return catalogue;
  }

  /** A request takes it once and keeps it: so it never mixes two versions. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      void this.#refresh().finally(() => this.#schedule());
    }, this.#options.refreshMs);
    this.#timer.unref();
  }

  async #refresh(): Promise<void> {
    const { versions, loadSnapshot, logger, now } = this.#options;
    try {
      const number = await versions.findNumberInForce(beijingDay(now()));
      if (number === null || number === this.#snapshot.version.version) return;
      const inForce = await versions.findInForce(beijingDay(now()));
      if (inForce === null) return;
      this.#snapshot = await loadSnapshot(inForce);
      logger.info({ version: inForce.version }, 'another version of the catalogue is in force');
    } catch (error) {
      if (!this.#stopped) logger.warn({ error: describeError(error) }, 'the catalogue cannot be refreshed');
    }
  }
}
