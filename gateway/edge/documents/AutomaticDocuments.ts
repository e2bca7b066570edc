/** Documents that clients registered by themselves, by the SHA-256 of their text; nothing in here is approved. */
export interface AutomaticDocuments {
  /** @returns the text, or `undefined` where it is not known any more: clients then send it again. */
  find(hash: string): string | undefined | Promise<string | undefined>;
  /** Keeps a text for as long as there is room. Never throws. */
  register(hash: string, text: string): void;
}
