import { setTimeout as sleep } from 'node:timers/promises';
import { TICKS } from '../tests/gateway/live/support/names.ts';
import type { SoakScene } from './SoakScene.ts';
import { SUBSCRIBERS } from './subscribers.ts';

const ABORT_MS = 40;
const TEXTS = 150;
/** How long a subscriber stays, and how long one that hears nothing waits for a first event. */
const STAY_MS = 3_000;
const PATIENCE_MS = 20_000;

/** All that clients do to a gateway in a day, good and bad, at a bounded rate. */
export class SoakTraffic {
  readonly counts = new Map<string, number>();
  /** Answers that were not what they should be. */
  readonly surprises: string[] = [];
  readonly #scene: SoakScene;
  readonly #startedAt = performance.now();
  #sent = 0;

  constructor(scene: SoakScene) {
    this.#scene = scene;
  }

  /** Sends `perSecond` requests a second until `endAt` (`performance.now`), however long answers take. */
  async run(perSecond: number, endAt: number): Promise<void> {
    const open = new Set<Promise<void>>();
    const every = 1_000 / perSecond;
    for (let at = performance.now(); at < endAt; at += every) {
      const wait = at - performance.now();
      if (wait > 0) await sleep(wait);
      const sent = this.#sendNext();
      open.add(sent);
      void sent.finally(() => open.delete(sent));
    }
    await Promise.all(open);
  }

  async #sendNext(): Promise<void> {
    const number = this.#sent++;
    const [kind, send] = this.#choose(number);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    try {
      const problem = await send();
      if (problem !== null) this.#note(`${kind}: ${problem}`);
    } catch (error) {
      this.#note(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #choose(number: number): readonly [string, () => Promise<string | null>] {
    const text = `{ me { name n${number % TEXTS}: name } ready }`;
    switch (number % 20) {
      case 0:
        return ['invalid', () => this.#expect(`{ nothing${number % TEXTS} }`, 400)];
      case 1:
        return ['no GraphQL', () => this.#expect('{ me { ', 400)];
      case 2:
        return ['bad token', () => this.#expect(text, 401, 'nonsense')];
      case 3:
        return ['mutation', () => this.#expect('mutation { rename(name: "n") }', 200)];
      case 4:
      case 5:
        return ['client gone', () => this.#leave()];
      case 6:
        return ['stream', () => this.#listen('SSE')];
      case 7:
        return ['WebSocket', () => this.#listen('WebSocket')];
      case 8:
        return ['failing field', () => this.#expect('{ me { name } nobody: pinged }', 400)];
      default:
        return ['query', () => this.#expect(text, 200)];
    }
  }

  async #expect(query: string, status: number, token = this.#token()): Promise<string | null> {
    const response = await this.#post(query, { token });
    await response.text();
    return response.status === status ? null : `status ${response.status}`;
  }

  async #leave(): Promise<null> {
    const signal = AbortSignal.timeout(ABORT_MS);
    const sent = this.#post('query Slow { me { name } }', { token: this.#token(), signal });
    await sent.then((response) => response.text()).catch(() => undefined);
    return null;
  }

  async #listen(way: string): Promise<string | null> {
    const subscribe = SUBSCRIBERS[way];
    if (subscribe === undefined) return 'no such way';
    let told = 0;
    const leave = await subscribe(this.#scene.url, TICKS, () => told++);
    await sleep(STAY_MS);
    for (const until = performance.now() + PATIENCE_MS; told === 0 && performance.now() < until; )
      await sleep(100);
    leave();
    return told > 0 ? null : 'heard nothing';
  }

  #post(query: string, { token, signal }: { readonly token: string; readonly signal?: AbortSignal }) {
    return fetch(this.#scene.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query }),
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    });
  }

  #token(): string {
    const { tokens } = this.#scene;
    return tokens[this.#sent % tokens.length] ?? '';
  }

  #note(problem: string): void {
    const minute = ((performance.now() - this.#startedAt) / 60_000).toFixed(1);
    if (this.surprises.length < 20) this.surprises.push(`minute ${minute}: ${problem}`);
  }
}
