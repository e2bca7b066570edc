import type { IncomingHttpHeaders } from 'node:http';

/** Remembers the clock that the last HTTP answer showed. */
export class DateHeader {
  #at: number | null = null;

  /** For `HttpClientOptions.onHeaders`. */
  readonly observe = ({ date }: IncomingHttpHeaders): void => {
    const at = date === undefined ? Number.NaN : Date.parse(date);
    this.#at = Number.isNaN(at) ? null : at;
  };

  /** Epoch ms, whole seconds; `null` where no answer has come or it bore no date. */
  readonly read = (): number | null => this.#at;
}
