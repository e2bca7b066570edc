import type { GovernedCall } from './GovernedCall.ts';
import { hashRead } from './hashRead.ts';
import { isSameRead } from './isSameRead.ts';
import type { UpstreamQuestion } from './UpstreamQuestion.ts';

/** So many are looked through; only what is more is worth a hash of every body. */
const FEW = 8;
const NO_KEY = 0;
const FIRST_BUCKETS = 64;
/** A hash may be met on purpose: of more that fall together none can be joined. */
const MOST_TOGETHER = 8;

/**
 * Reads under way at one endpoint that equal ones may join.
 *
 * A table of its own, chained through its members, because a `Map` grows anew all the time where much comes and goes
 * (see `Roster`), and takes all long texts of one length for one.
 */
export class OpenReads {
  readonly #few: GovernedCall[] = [];
  #buckets: (GovernedCall | undefined)[] = [];
  #many = 0;

  /** What finding and adding it need; 0 as long as there are few. */
  keyOf({ body, context }: UpstreamQuestion): number {
    return this.#many === 0 && this.#few.length < FEW ? NO_KEY : hashRead(body, context.caller);
  }

  /**
   * A call that answers the question as well as one of its own would.
   *
   * @param key - of the question at this moment.
   * @param earliest - an older call has too little of the endpoint's limit left.
   * @param writes - a call that began before another number of them may not know what they did.
   */
  find(question: UpstreamQuestion, key: number, earliest: number, writes: number): GovernedCall | undefined {
    const few = this.#few;
    for (let seat = 0; seat < few.length; seat++) {
      const call = few[seat];
      if (call !== undefined && mayJoin(call, question, earliest, writes)) return call;
    }
    if (this.#many === 0) return undefined;
    let call = this.#buckets[this.#bucketOf(key)];
    while (call !== undefined) {
      if (call.openKey === key && mayJoin(call, question, earliest, writes)) return call;
      call = call.nextOpen;
    }
    return undefined;
  }

  /** @param key - of its question, from just before. */
  add(call: GovernedCall, key: number): void {
    if (this.#few.length < FEW) {
      call.seat = this.#few.length;
      this.#few.push(call);
      return;
    }
    if (!this.#makeRoom(call, key)) return;
    if (this.#many >= this.#buckets.length) this.#grow();
    call.openKey = key;
    this.#link(call);
    this.#many++;
  }

  /** It has ended; one that is not here is left alone. */
  delete(call: GovernedCall): void {
    if (call.openKey !== NO_KEY) this.#unlink(call);
    if (call.seat === -1) return;
    const few = this.#few;
    const last = few.pop();
    // Their order does not matter.
    if (last !== undefined && last !== call) {
      last.seat = call.seat;
      few[call.seat] = last;
    }
    call.seat = -1;
  }

  /** Of equal reads that could not share a call the last is kept: those that follow are more likely to share that one. */
  #makeRoom({ question }: GovernedCall, key: number): boolean {
    let known = this.#many === 0 ? undefined : this.#buckets[this.#bucketOf(key)];
    let together = 0;
    while (known !== undefined) {
      if (known.openKey === key) {
        together++;
        if (isSameRead(known.question, question)) {
          this.#unlink(known);
          return true;
        }
      }
      known = known.nextOpen;
    }
    return together < MOST_TOGETHER;
  }

  #bucketOf(key: number): number {
    // The lowest bit only says that it is a key; the number of buckets is a power of two.
    return (key >>> 1) & (this.#buckets.length - 1);
  }

  #link(call: GovernedCall): void {
    const bucket = this.#bucketOf(call.openKey);
    call.nextOpen = this.#buckets[bucket];
    this.#buckets[bucket] = call;
  }

  #unlink(call: GovernedCall): void {
    const bucket = this.#bucketOf(call.openKey);
    let before = this.#buckets[bucket];
    if (before === call) this.#buckets[bucket] = call.nextOpen;
    else {
      while (before !== undefined && before.nextOpen !== call) before = before.nextOpen;
      if (before !== undefined) before.nextOpen = call.nextOpen;
    }
    call.nextOpen = undefined;
    call.openKey = NO_KEY;
    if (--this.#many === 0) this.#buckets = [];
  }

  #grow(): void {
    const former = this.#buckets;
    this.#buckets = new Array(former.length === 0 ? FIRST_BUCKETS : former.length * 2).fill(undefined);
    for (const first of former) {
      let call = first;
      while (call !== undefined) {
        const next = call.nextOpen;
        this.#link(call);
        call = next;
      }
    }
  }
}

/** The cheap questions first. */
const mayJoin = (call: GovernedCall, question: UpstreamQuestion, earliest: number, writes: number): boolean =>
  call.writesBefore === writes &&
  call.startedAt >= earliest &&
  call.lastsFor(question.context) &&
  isSameRead(call.question, question) &&
  call.isAsUrgentAs(question);
