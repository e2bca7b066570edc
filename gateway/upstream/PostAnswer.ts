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

  /** @param name - in small letters. @returns the values joined, where there are several. */
  header(name: string): string | undefined {
    const headers = this.#headers;
    let found: string | undefined;
    for (let index = 0; index + 1 < headers.length; index += 2) {
      if (headers[index]?.length !== name.length) continue;
      if (headers[index]?.toString('latin1').toLowerCase() !== name) continue;
      const value = headers[index + 1]?.toString('latin1') ?? '';
      found = found === undefined ? value : `${found}, ${value}`;
    }
    return found;
  }
}
