import { TongbanError } from '../../../domain/TongbanError.ts';

const MAX_TOLD = 20;

/** What is wrong with a document, so that whoever mends it sees more than the first fault. */
export class Complaints {
  readonly #lines: string[] = [];

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /**
   * @param place - `FILE: row N`.
   * @param field - its path within the row; empty where the row as a whole is at fault.
   */
  add(place: string, field: string, reason: string): void {
    this.#lines.push(`${place}, ${field || 'row'}: ${reason}`);
  }

  /** @throws {TongbanError} BAD_USER_INPUT with a line for each complaint, the first 20 of them, in order. */
  refuseAny(): void {
    if (this.isEmpty) return;
    const more = this.#lines.length - MAX_TOLD;
    const told = [...this.#lines.slice(0, MAX_TOLD), ...(more > 0 ? [`and ${more} more`] : [])];
    throw new TongbanError('BAD_USER_INPUT', told.join('\n'));
  }
}
