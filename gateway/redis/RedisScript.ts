import { createHash } from 'node:crypto';
import type { RedisLink } from './RedisLink.ts';

/** A script that Redis runs as a whole: it is sent by its hash, which every server knows that has run it once. */
export class RedisScript {
  readonly #text: string;
  readonly #hash: string;

  constructor(text: string) {
    this.#text = text;
    this.#hash = createHash('sha1').update(text).digest('hex');
  }

  /**
   * @param keys - of one slot, where Redis is a cluster.
   * @returns what the script answers.
   */
  async run({ client }: RedisLink, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    try {
      return await client.evalsha(this.#hash, keys.length, ...keys, ...values);
    } catch (error) {
      // A server that was started or flushed since does not know the script yet.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return client.eval(this.#text, keys.length, ...keys, ...values);
    }
  }
}
