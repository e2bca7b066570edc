/** An answer as it goes over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Of a text; `latin1`: its characters are bytes. Default `utf8`. */
  readonly encoding?: 'latin1' | 'utf8';
  /** Codes of the errors in it, for the log; free of whatever clients choose. */
  readonly codes: readonly string[];
}
