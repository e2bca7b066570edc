import { createHash } from 'node:crypto';
import type { RedisLink } from '../../redis/RedisLink.ts';
import type { Charge, RateBuckets, Shortage } from './RateBuckets.ts';
import { toPace } from './toPace.ts';

/** For so long nobody asks a Redis that failed or hung: one request waits for it, not each of them. */
const REST_MS = 1_000;
const CLOSED_MS = 60_000;

/**
 * All or none; by the clock of the server, since those of gateways differ. A full bucket is no key. A time beyond what the
 * bucket holds (counted by a slower pace, or before the clock was set back) means that it is empty, no more; that is kept
 * even where the request is refused, else it would stay empty until that time is near.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local wait = 0.01
local scarce = 0
local after = {}
for i, key in ipairs(KEYS) do
  local full = tonumber(redis.call('GET', key) or '0') or 0
  if not (full > now) then full = now end
  local empty = now + ARGV[2 * i]
  if full > empty then
    full = empty
    redis.call('SET', key, string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
  end
  after[i] = full + ARGV[2 * i - 1]
  local missing = after[i] - empty
  if missing > wait then
    wait = missing
    scarce = i
  end
end
if scarce > 0 then return {scarce, math.ceil(wait)} end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.3f', after[i]), 'PX', math.ceil(after[i] - now) + 1)
end
return {0, 0}
`;
const SCRIPT_HASH = createHash('sha1').update(SCRIPT).digest('hex');

/** Buckets that all gateways share through Redis, in one round trip; while it is away each gateway counts by itself. */
export class SharedBuckets implements RateBuckets {
  readonly #link: RedisLink;
  readonly #local: RateBuckets;
  #restsUntil = 0;

  /** @param local - serves while Redis does not. */
  constructor(link: RedisLink, local: RateBuckets) {
    this.#link = link;
    this.#local = local;
  }

  take(group: string, charges: readonly Charge[]): Shortage | null | Promise<Shortage | null> {
    if (!this.#link.isReady || performance.now() < this.#restsUntil) return this.#local.take(group, charges);
    return this.#takeShared(group, charges);
  }

  async #takeShared(group: string, charges: readonly Charge[]): Promise<Shortage | null> {
    const paces = charges.map((charge) => toPace(charge, 1));
    const closed = charges[paces.indexOf(null)];
    if (closed !== undefined) return { key: closed.key, waitMs: CLOSED_MS };
    const keys = charges.map(({ key }) => `${this.#link.prefix}rate:{${group}}:${key}`);
    const values = paces.flatMap((pace) => [String(pace?.takesMs), String(pace?.holdsMs)]);
    try {
      const [scarce, waitMs] = numbersIn(await this.#run(keys.length, [...keys, ...values]));
      const scarceCharge = charges[scarce - 1];
      return scarceCharge === undefined ? null : { key: scarceCharge.key, waitMs };
    } catch {
      this.#restsUntil = performance.now() + REST_MS;
      return this.#local.take(group, charges);
    }
  }

  /** A server that was started or flushed since does not know the script yet. */
  async #run(keys: number, given: readonly string[]): Promise<unknown> {
    const { client } = this.#link;
    try {
      return await client.evalsha(SCRIPT_HASH, keys, ...given);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return client.eval(SCRIPT, keys, ...given);
    }
  }
}

/** @throws {TypeError} for anything but what the script answers. */
function numbersIn(answer: unknown): readonly [number, number] {
  if (Array.isArray(answer)) {
    const [first, second] = answer;
    if (typeof first === 'number' && typeof second === 'number') return [first, second];
  }
  throw new TypeError('Redis answers otherwise than the script says');
}
