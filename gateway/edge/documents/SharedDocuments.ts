import type { RedisLink } from '../../redis/RedisLink.ts';
import { LocalBuckets } from '../rates/LocalBuckets.ts';
import type { AutomaticDocuments } from './AutomaticDocuments.ts';
import { hashDocument } from './hashDocument.ts';

/** After the last time that a gateway asked for it. */
const KEPT_SECONDS = 3_600;
/** Longer ones stay in the memory of the gateway that got them. */
const LONGEST = 16_384;
/** Anybody may register: so much of it reaches Redis that it can never fill up, and more than clients ever need. */
const WRITES = { key: 'writes', group: 'writes', rate: { perMinute: 120, burst: 2_000 }, units: 1 };

/** Registered documents that gateways share through Redis, behind the memory of each. */
export class SharedDocuments implements AutomaticDocuments {
  readonly #link: RedisLink;
  readonly #memory: AutomaticDocuments;
  readonly #writes = new LocalBuckets();

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
    if (text.length > LONGEST || !this.#link.isReady || this.#writes.take([WRITES]) !== null) return;
    this.#link.client.set(this.#keyOf(hash), text, 'EX', KEPT_SECONDS).catch(() => undefined);
  }

  /** A Redis that fails knows nothing: the client sends the text again. */
  async #fetch(hash: string): Promise<string | undefined> {
    const { client } = this.#link;
    const text = await client.get(this.#keyOf(hash)).catch(() => null);
    // Whoever can write there must not be able to put one document in the place of another.
    if (typeof text !== 'string' || hashDocument(text) !== hash) return undefined;
    client.expire(this.#keyOf(hash), KEPT_SECONDS).catch(() => undefined);
    this.#memory.register(hash, text);
    return text;
  }

  #keyOf(hash: string): string {
    return `${this.#link.prefix}document:${hash}`;
  }
}
