import { TongbanError } from '../domain/TongbanError.ts';

type Close = () => Promise<void> | void;

/** How to end what was started. */
export class Closers {
  readonly #closers: Close[] = [];
  #isClosing = false;

  /** @throws {TongbanError} CONFLICT where all else ends already: then this is ended at once, too. */
  async add(close: Close): Promise<void> {
    this.#closers.push(close);
    if (!this.#isClosing) return;
    await this.close();
    throw new TongbanError('CONFLICT', 'the gateway was stopped while it started');
  }

  /**
   * Ends everything, the latest first; where one fails, all others are ended nevertheless.
   *
   * @throws what the first that failed threw.
   */
  async close(): Promise<void> {
    this.#isClosing = true;
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
