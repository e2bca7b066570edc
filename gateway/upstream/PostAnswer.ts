/** What a POST was answered with. */
export class PostAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly #headers: readonly Buffer[];
  #contentType: string | null | undefined;

  /** @param headers - names and values in turns, as they came: of most answers nobody asks for more than two. */
  constructor(status: number, headers: readonly Buffer[], body: Buffer) {
    this.status = status;
    this.#headers = headers;
    this.body = body;
  }

  /** Asked for by everybody who looks at an answer. */
  get contentType(): string | undefined {
    if (this.#contentType === undefined) this.#contentType = this.header('content-type') ?? null;
    return this.#contentType ?? undefined;
  }

  /** @param name - in small letters. @returns the first value, where there are several. */
  header(name: string): string | undefined {
    return this.#values(name, true)[0];
  }

  /** @param name - in small letters, of a header that is a list. @returns all values, joined. */
  list(name: string): string | undefined {
    const values = this.#values(name, false);
    return values.length === 0 ? undefined : values.join(', ');
  }

  #values(name: string, onlyFirst: boolean): readonly string[] {
    const headers = this.#headers;
    const values: string[] = [];
    for (let index = 0; index + 1 < headers.length; index += 2) {
      if (headers[index]?.length !== name.length) continue;
      if (headers[index]?.toString('latin1').toLowerCase() !== name) continue;
      values.push(headers[index + 1]?.toString('latin1') ?? '');
      if (onlyFirst) break;
    }
    return values;
  }
}
