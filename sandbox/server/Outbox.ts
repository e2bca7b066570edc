import { setTimeout as delay } from 'node:timers/promises';
import type { NodeMessage } from '../SandboxNodeDialect.ts';

/** Sends one message; settles with whether it was acknowledged, and never rejects. */
export type Deliver = (message: NodeMessage, address: URL, signal: AbortSignal) => Promise<boolean>;

/** What became of the messages of one system since its start. */
export interface OutboxCounts {
  /** Attempts, repetitions included. */
  readonly sent: number;
  /** Attempts that were acknowledged. */
  readonly acknowledged: number;
  /** Messages that nobody has acknowledged yet. */
  readonly waiting: number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A message that is held back goes out after so long, even when no other one overtakes it. */
const HELD_MS = 1_000;
const GIVE_UP_MS = 86_400_000;

/** What a system says by itself: sent to the registered address until it is acknowledged, for a day. */
export class Outbox {
  readonly #deliver: Deliver;
  readonly #closed = new AbortController();
  readonly #held = new Set<() => void>();
  #address: URL | null = null;
  #sent = 0;
  #acknowledged = 0;
  #waiting = 0;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  get address(): string | null {
    return this.#address?.href ?? null;
  }

  get counts(): OutboxCounts {
    return { sent: this.#sent, acknowledged: this.#acknowledged, waiting: this.#waiting };
  }

  /** Registers who hears the messages; those that wait go there too. */
  register(address: URL | null): void {
    this.#address = address;
  }

  /** Settles when the message was acknowledged or given up; never rejects. */
  async post(message: NodeMessage): Promise<void> {
    this.#waiting++;
    try {
      if (message.order === 'held') await this.#hold();
      const isDone = await this.#insist(message);
      this.#waiting--;
      for (const release of this.#held) release();
      if (isDone && message.order === 'twice') await this.#attempt(message);
    } catch (failure) {
      // Closing the sandbox ends every pause; nothing else is thrown here.
      if (!this.#closed.signal.aborted) throw failure;
    }
  }

  /** Ends everything under way. */
  close(): void {
    this.#closed.abort();
  }

  async #insist(message: NodeMessage): Promise<boolean> {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    for (let pauseMs = FIRST_PAUSE_MS; performance.now() < giveUpAt; ) {
      if (await this.#attempt(message)) return true;
      await this.#pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
    return false;
  }

  async #attempt(message: NodeMessage): Promise<boolean> {
    if (this.#address === null || this.#closed.signal.aborted) return false;
    this.#sent++;
    const isAcknowledged = await this.#deliver(message, this.#address, this.#closed.signal);
    if (isAcknowledged) this.#acknowledged++;
    return isAcknowledged;
  }

  async #hold(): Promise<void> {
    const overtaken = new AbortController();
    const release = () => overtaken.abort();
    this.#held.add(release);
    await Promise.race([
      new Promise((resolve) => overtaken.signal.addEventListener('abort', resolve, { once: true })),
      this.#pause(HELD_MS),
    ]).finally(() => this.#held.delete(release));
  }

  #pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.#closed.signal, ref: false });
  }
}
