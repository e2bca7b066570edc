import type { RedisLink } from '../../redis/RedisLink.ts';
import type { AutomaticDocuments } from './AutomaticDocuments.ts';
import { hashDocument } from './hashDocument.ts';

const KEPT_SECONDS = 86_400;
/** Longer ones stay in the memory of the gateway that got them. */
const LONGEST = 131_072;

/** Registered documents that gateways share through Redis, behind the memory of each. */
export class SharedDocuments implements AutomaticDocuments {
  readonly #link: RedisLink;
  readonly #memory: AutomaticDocuments;

  constructor(link: RedisLink, memory: AutomaticDocuments) {
    this.#link = link;
    this.#memory = memory;
  }

  find(hash: string): string | undefined | Promise<string | undefined> {
    const known = this.#memory.find(hash);
    return known !== undefined || !this.#link.isReady ? known : this.#fetch(hash);
  }

  register(hash: string, text: string): void {
    this.#memory.register(hash, text);
    if (text.length > LONGEST || !this.#link.isReady) return;
    this.#link.client.set(this.#keyOf(hash), text, 'EX', KEPT_SECONDS).catch(() => undefined);
  }

  /** A Redis that fails knows nothing: the client sends the text again. */
  async #fetch(hash: string): Promise<string | undefined> {
    const text = await this.#link.client.get(this.#keyOf(hash)).catch(() => null);
    // Whoever can write there must not be able to put one document in the place of another.
    if (typeof text !== 'string' || hashDocument(text) !== hash) return undefined;
    this.#memory.register(hash, text);
    return text;
  }

  #keyOf(hash: string): string {
    return `${this.#link.prefix}document:${hash}`;
  }
}
