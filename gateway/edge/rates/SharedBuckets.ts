import { LateAnswer } from '../../redis/LateAnswer.ts';
import type { RedisLink } from '../../redis/RedisLink.ts';
import { giveBackScript } from './giveBackScript.ts';
import type { Charge, RateBuckets, Shortage } from './RateBuckets.ts';
import { takeScript } from './takeScript.ts';
import { toPace } from './toPace.ts';

/** For so long nobody asks a Redis that failed or hung: one request waits for it, not each of them. */
const REST_MS = 1_000;
const CLOSED_MS = 60_000;

/** Buckets that all gateways share through Redis; while it is away each gateway counts by itself. */
export class SharedBuckets implements RateBuckets {
  readonly #link: RedisLink;
  readonly #local: RateBuckets;
  /** Whether a script may name keys of one group only: in a cluster, be it one behind a proxy that looks like a single server. */
  #isSplit: boolean;
  #restsUntil = 0;
  #isRefused = false;

  /** @param local - serves while Redis does not. */
  constructor(link: RedisLink, local: RateBuckets) {
    this.#link = link;
    this.#local = local;
    this.#isSplit = link.client.isCluster;
  }

  take(charges: readonly Charge[]): Shortage | null | Promise<Shortage | null> {
    if (!this.#link.isReady || performance.now() < this.#restsUntil) return this.#local.take(charges);
    const closed = charges.find(({ rate }) => rate.perMinute === 0);
    if (closed !== undefined) return { key: closed.key, waitMs: CLOSED_MS };
    return this.#takeShared(charges);
  }

  /** One round trip; in a cluster one for each group. */
  async #takeShared(charges: readonly Charge[]): Promise<Shortage | null> {
    const taken: Charge[] = [];
    let asked: readonly Charge[] = [];
    try {
      for (asked of this.#isSplit ? byGroup(charges) : [charges]) {
        const shortage = await this.#ask(asked);
        if (shortage !== null) {
          this.#giveBack(taken);
          return shortage;
        }
        taken.push(...asked);
      }
      this.#isRefused = false;
      return null;
    } catch (error) {
      if (!this.#isSplit && isOfSlots(error)) {
        this.#isSplit = true;
        return this.#takeShared(charges);
      }
      this.#restsUntil = performance.now() + REST_MS;
      this.#tellRefusal(error);
      const shortage = await this.#local.take(charges);
      // What is let in stays charged where it was taken, now or late; what is refused must not.
      if (shortage !== null) {
        this.#giveBack(taken);
        if (error instanceof LateAnswer) this.#giveBackLate(error.answer, asked);
      }
      return shortage;
    }
  }

  /** A Redis that answers and does not count (a replica, no memory left, no rights) is not told of as one that is away. */
  #tellRefusal(error: unknown): void {
    if (this.#isRefused || !(error instanceof Error) || error.name !== 'ReplyError') return;
    this.#isRefused = true;
    const [word = ''] = error.message.split(' ', 1);
    this.#link.tellRefusal(`Redis refuses to count rates (${word}); each gateway counts its share by itself`);
  }

  async #ask(charges: readonly Charge[]): Promise<Shortage | null> {
    const values = charges.flatMap((charge) => {
      const pace = toPace(charge, 1);
      return [String(pace?.takesMs), String(pace?.holdsMs)];
    });
    const [scarce, waitMs] = numbersIn(await takeScript.run(this.#link, this.#keysOf(charges), values));
    const scarceCharge = charges[scarce - 1];
    return scarceCharge === undefined ? null : { key: scarceCharge.key, waitMs };
  }

  /** Where an answer never comes nobody knows whether something was taken: that fills up by itself. */
  #giveBackLate(answer: Promise<unknown>, asked: readonly Charge[]): void {
    const settle = (late: unknown) => {
      if (numbersIn(late)[0] === 0) this.#giveBack(asked);
    };
    answer.then(settle).catch(() => undefined);
  }

  /** Nobody waits for it: what is asked next on the same connection finds it done, once the server knows the script. */
  #giveBack(taken: readonly Charge[]): void {
    for (const together of byGroup(taken)) {
      const values = together.map((charge) => String(toPace(charge, 1)?.takesMs));
      giveBackScript.run(this.#link, this.#keysOf(together), values).catch(() => undefined);
    }
  }

  /** Redis chooses the slot of a key by what stands in braces. */
  #keysOf(charges: readonly Charge[]): readonly string[] {
    return charges.map(({ key, group }) => `${this.#link.prefix}rate:{${group}}:${key}`);
  }
}

/** Redis says CROSSSLOT, and proxies have words of their own for it. Nothing was taken then. */
const isOfSlots = (error: unknown): boolean => error instanceof Error && /slot/i.test(error.message);

/** Groups in the order in which they are named first. */
function byGroup(charges: readonly Charge[]): readonly (readonly Charge[])[] {
  const groups = new Map<string, Charge[]>();
  for (const charge of charges) {
    const known = groups.get(charge.group);
    if (known === undefined) groups.set(charge.group, [charge]);
    else known.push(charge);
  }
  return [...groups.values()];
}

/** @throws {TypeError} for anything but what the script answers. */
function numbersIn(answer: unknown): readonly [number, number] {
  if (Array.isArray(answer)) {
    const [first, second] = answer;
    if (typeof first === 'number' && typeof second === 'number') return [first, second];
  }
  throw new TypeError('Redis answers otherwise than the script says');
}
