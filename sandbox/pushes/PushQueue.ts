import { setTimeout as delay } from 'node:timers/promises';
import type { Push } from './Push.ts';

interface PushQueueSettings {
  /** Sends once and tells whether that settles it; a partner who fails is `false`, not an error. */
  readonly send: (push: Push, callback: string, signal: AbortSignal) => Promise<boolean>;
  /** Whether the system is in no state to call anybody. */
  readonly isHeld: () => boolean;
  /** Told of failures that are the sandbox's own. */
  readonly report: (failure: unknown) => void;
}

/** How the queue stands. */
export interface PushState {
  /** Where the messages go; `null` when nobody has said. */
  readonly url: string | null;
  readonly paused: boolean;
  /** Messages not settled yet, those on their way included. */
  readonly waiting: number;
  /** Messages settled since the start. */
  readonly settled: number;
}

interface Item {
  readonly push: Push;
  failures: number;
}

const AT_ONCE = 4;
const FIRST_REST_MS = 50;
const LONGEST_REST_MS = 5_000;
/** So long an answer waits for messages that are to set out before it. */
const EARLY_MS = 2_000;

/** What one system has to tell its partner: sent as soon as possible, and again until it is settled. */
export class PushQueue {
  readonly #settings: PushQueueSettings;
  readonly #closing = new AbortController();
  #ready: Item[] = [];
  readonly #resting = new Map<Item, NodeJS.Timeout>();
  /** Not meant to be sent yet. */
  readonly #delayed = new Set<NodeJS.Timeout>();
  #underWay = 0;
  #settled = 0;
  #url: string | null = null;
  #paused = false;

  constructor(settings: PushQueueSettings) {
    this.#settings = settings;
  }

  get state(): PushState {
    const waiting = this.#ready.length + this.#resting.size + this.#delayed.size + this.#underWay;
    return { url: this.#url, paused: this.#paused, waiting, settled: this.#settled };
  }

  /** Where messages go from now on, those included that could not be delivered before. */
  setCallback(url: string | null): void {
    this.#url = url;
    this.wake();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  /** @param isUrgent - before everything that waits already. */
  put(pushes: readonly Push[], isUrgent: boolean): void {
    const isLater = ({ delayMs = 0 }: Push): boolean => delayMs > 0;
    for (const push of pushes.filter(isLater)) this.#delay(push);
    const items = pushes.filter((push) => !isLater(push)).map((push) => ({ push, failures: 0 }));
    this.#ready = isUrgent ? [...items, ...this.#ready] : [...this.#ready, ...items];
    this.#pump();
  }

  /** Sends at once, whatever else is under way; settles when each was tried once, or cannot be tried now. */
  async putEarly(pushes: readonly Push[]): Promise<void> {
    const url = this.#openUrl();
    if (pushes.length === 0) return;
    if (url === null) return this.put(pushes, true);
    const tried = Promise.all(pushes.map((push) => this.#try({ push, failures: 0 }, url)));
    await Promise.race([tried, delay(EARLY_MS, undefined, { ref: false })]);
  }

  /** Tries again at once what rests after a failure: something has changed. */
  wake(): void {
    for (const [item, timer] of this.#resting) {
      clearTimeout(timer);
      this.#ready.push(item);
    }
    this.#resting.clear();
    this.#pump();
  }

  /** Forgets everything, and breaks off what is under way. */
  close(): void {
    this.#closing.abort();
    for (const timer of [...this.#resting.values(), ...this.#delayed]) clearTimeout(timer);
    this.#resting.clear();
    this.#delayed.clear();
    this.#ready = [];
  }

  #openUrl(): string | null {
    const isShut = this.#paused || this.#closing.signal.aborted || this.#settings.isHeld();
    return isShut ? null : this.#url;
  }

  #pump(): void {
    for (let url = this.#openUrl(); url !== null && this.#underWay < AT_ONCE; url = this.#openUrl()) {
      const item = this.#ready.shift();
      if (item === undefined) return;
      // It reports its failures itself.
      void this.#try(item, url);
    }
  }

  async #try(item: Item, url: string): Promise<void> {
    this.#underWay++;
    let isSettled = false;
    try {
      isSettled = await this.#settings.send(item.push, url, this.#closing.signal);
    } catch (failure) {
      if (!this.#closing.signal.aborted) this.#settings.report(failure);
    }
    this.#underWay--;
    if (this.#closing.signal.aborted) return;
    if (isSettled) this.#settled++;
    else this.#rest(item);
    this.#pump();
  }

  #delay(push: Push): void {
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      this.#ready.push({ push, failures: 0 });
      this.#pump();
    }, push.delayMs).unref();
    this.#delayed.add(timer);
  }

  #rest(item: Item): void {
    const restMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** item.failures);
    item.failures++;
    const timer = setTimeout(() => {
      this.#resting.delete(item);
      this.#ready.push(item);
      this.#pump();
    }, restMs).unref();
    this.#resting.set(item, timer);
  }
}
