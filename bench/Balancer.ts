import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Gateways } from './startGateways.ts';

const PROBE_MS = 100;
/** No gateway at all for so long is an outage. */
const GIVE_UP_MS = 5_000;

export interface BalancedAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends requests to the gateways that say that they are ready, in turn, as any balancer does: where a connection cannot be
 * had, or ends before a byte of an answer, the next one is asked.
 */
export class Balancer {
  readonly #gateways: Gateways['gateways'];
  readonly #agent = new Agent({ connections: 32 });
  readonly #isReady: boolean[];
  readonly #probing: Promise<void>;
  readonly #ending = new AbortController();
  #turn = 0;
  #passedOn = 0;

  constructor(gateways: Gateways['gateways']) {
    this.#gateways = gateways;
    this.#isReady = gateways.map(() => true);
    this.#probing = this.#probe();
  }

  /** Requests that were given to another gateway because the first gave no answer. */
  get passedOn(): number {
    return this.#passedOn;
  }

  /** @throws {Error} when no gateway gives an answer for 5 s. */
  async post(body: string, headers: Readonly<Record<string, string>>): Promise<BalancedAnswer> {
    const until = performance.now() + GIVE_UP_MS;
    for (;;) {
      const index = this.#next();
      try {
        const answer = await request(`${this.#gateways[index]?.url}/graphql`, {
          dispatcher: this.#agent,
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
          body,
        });
        return { status: answer.statusCode, text: await answer.body.text() };
      } catch (error) {
        if (performance.now() > until) throw error;
        this.#passedOn += 1;
        this.#isReady[index] = false;
        if (!this.#isReady.includes(true)) await pause(PROBE_MS);
      }
    }
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#probing;
    await this.#agent.destroy();
  }

  /** The next one that is ready; where none is, any. */
  #next(): number {
    for (let tries = 0; tries < this.#gateways.length; tries += 1) {
      this.#turn = (this.#turn + 1) % this.#gateways.length;
      if (this.#isReady[this.#turn]) return this.#turn;
    }
    return this.#turn;
  }

  async #probe(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      await Promise.all(
        this.#gateways.map(async ({ admin }, index) => {
          const answer = await fetch(`${admin}/ready`).catch(() => null);
          this.#isReady[index] = answer?.ok ?? false;
        }),
      );
      await pause(PROBE_MS, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    }
  }
}
