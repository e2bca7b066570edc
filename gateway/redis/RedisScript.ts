import { createHash } from 'node:crypto';
import { inTime } from './inTime.ts';
import { PatientCommand } from './PatientCommand.ts';
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
   * @throws {LateAnswer} after `commandMs`: it may have run, or run yet. It rejects with it.
   */
  async run(link: RedisLink, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    try {
      return await send(link, 'evalsha', [this.#hash, String(keys.length), ...keys, ...values]);
    } catch (error) {
      // A server that was started or flushed since does not know the script yet.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return send(link, 'eval', [this.#text, String(keys.length), ...keys, ...values]);
    }
  }
}

function send({ client, commandMs }: RedisLink, name: string, given: string[]): Promise<unknown> {
  const command = new PatientCommand(name, given, { replyEncoding: 'utf8' });
  client.sendCommand(command);
  return inTime(command.promise, commandMs);
}
