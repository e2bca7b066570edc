import { PatientCommand } from '../../redis/PatientCommand.ts';
import type { RedisLink } from '../../redis/RedisLink.ts';
import type { CacheStore } from './CacheStore.ts';

/** Keeps entries in Redis, where all gateways of an alliance share them; its size is bounded by Redis' own `maxmemory`. How long a command is waited for, says who asks. */
export class RedisStore implements CacheStore {
  readonly #link: Pick<RedisLink, 'client' | 'prefix'>;

  constructor(link: Pick<RedisLink, 'client' | 'prefix'>) {
    this.#link = link;
  }

  async read(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    const values: (Buffer | null)[] = new Array(keys.length).fill(null);
    // Commands of one turn of the loop go out together, whatever servers they go to.
    await Promise.all(
      [...this.#bySlot(keys)].map(async (positions) => {
        const found = await this.#send(
          'mget',
          ...positions.map((position) => this.#full(keys[position] ?? '')),
        );
        if (!Array.isArray(found)) return;
        for (const [index, position] of positions.entries()) values[position] = bytesIn(found[index]);
      }),
    );
    return values;
  }

  async write(key: string, value: Buffer, ttlMs: number): Promise<void> {
    await this.#send('set', this.#full(key), value, 'PX', Math.ceil(ttlMs));
  }

  async claim(keys: readonly string[], value: Buffer, ttlMs: number): Promise<readonly (Buffer | null)[]> {
    return Promise.all(
      keys.map(async (key) => {
        const full = this.#full(key);
        // Both at once: one connection keeps their order, and an older Redis cannot do it in one command.
        const [, present] = await Promise.all([
          this.#send('set', full, value, 'PX', Math.ceil(ttlMs), 'NX'),
          this.#send('get', full),
        ]);
        return bytesIn(present);
      }),
    );
  }

  async prolong(keys: readonly string[], ttlMs: number): Promise<void> {
    await Promise.all(keys.map((key) => this.#send('pexpire', this.#full(key), Math.ceil(ttlMs))));
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(
      [...this.#bySlot(keys)].map((positions) =>
        this.#send('del', ...positions.map((position) => this.#full(keys[position] ?? ''))),
      ),
    );
  }

  /** Positions of keys that one command may name: all, or in a cluster those with the same word in braces. */
  *#bySlot(keys: readonly string[]): Iterable<readonly number[]> {
    if (keys.length === 0) return;
    if (!this.#link.client.isCluster) {
      yield [...keys.keys()];
      return;
    }
    const groups = new Map<string, number[]>();
    for (const [position, key] of keys.entries()) {
      const word = key.slice(0, key.indexOf('}'));
      const group = groups.get(word) ?? [];
      groups.set(word, group);
      group.push(position);
    }
    yield* groups.values();
  }

  #full(key: string): string {
    return `${this.#link.prefix}cache:${key}`;
  }

  #send(name: string, ...given: (string | Buffer | number)[]): Promise<unknown> {
    const command = new PatientCommand(name, given, { replyEncoding: null });
    this.#link.client.sendCommand(command);
    return command.promise;
  }
}

const bytesIn = (value: unknown): Buffer | null => (Buffer.isBuffer(value) ? value : null);
