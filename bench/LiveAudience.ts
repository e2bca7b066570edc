import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveScene } from './LiveScene.ts';
import type { Subscribe } from './subscribers.ts';

const AT_ONCE = 50;
const WAIT_MS = 60_000;

/** Everybody who listens at one gateway, all by the same way to the same. */
export class LiveAudience {
  /** Of the event that was told last, from the source's word to each subscriber, ms. */
  latencies: number[] = [];
  /** Events so far that came with an error. */
  incomplete = 0;
  readonly #scene: LiveScene;
  readonly #subscribe: Subscribe;
  readonly #query: string;
  readonly #leave: (() => void)[] = [];
  /** Events that each was told, less those it should have been told. */
  readonly #surplus: number[] = [];
  #toldAt = 0;

  constructor(scene: LiveScene, subscribe: Subscribe, query: string) {
    this.#scene = scene;
    this.#subscribe = subscribe;
    this.#query = query;
  }

  /** Resolves when all are there and the source has a stream for each. */
  async growTo(size: number): Promise<void> {
    while (this.#leave.length < size) {
      const from = this.#leave.length;
      const few = Array.from({ length: Math.min(AT_ONCE, size - from) }, (_, index) => {
        this.#surplus[from + index] = 0;
        return this.#subscribe(this.#scene.url, this.#query, (isWhole) => this.#take(from + index, isWhole));
      });
      this.#leave.push(...(await Promise.all(few)));
    }
    await until(() => this.#scene.feed.open === size, `${size} streams at the source`);
  }

  /** Tells all of one event. */
  async tell(): Promise<void> {
    const size = this.#leave.length;
    for (let number = 0; number < size; number++) this.#surplus[number] = (this.#surplus[number] ?? 0) - 1;
    this.latencies = [];
    this.#toldAt = performance.now();
    this.#scene.feed.tick();
    await until(() => this.latencies.length >= size, `an event at ${size} subscribers`);
  }

  /** Subscribers that were told too little or too much so far. */
  wrong(): number {
    return this.#surplus.filter((count) => count !== 0).length;
  }

  leave(): void {
    for (const go of this.#leave) go();
  }

  #take(number: number, isWhole: boolean): void {
    this.latencies.push(performance.now() - this.#toldAt);
    this.#surplus[number] = (this.#surplus[number] ?? 0) + 1;
    if (!isWhole) this.incomplete++;
  }
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + WAIT_MS; performance.now() < end; await sleep(2)) if (isSo()) return;
  throw new Error(`${what}: not within ${WAIT_MS / 1_000} s`);
}
