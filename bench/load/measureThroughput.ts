import { quantile } from '../quantile.ts';
import type { LoadScene } from './LoadScene.ts';

const OPEN = 64;
const REQUESTS = 2_000;

/** How many answers a second clients get who ask again as soon as they are answered. */
export interface Throughput {
  readonly name: 'Q1' | 'Q2';
  readonly directly: number;
  readonly gateway: number;
  /** Median over rounds of the one by the other. */
  readonly share: number;
}

/** Measures with and without the gateway in turns, 64 requests open at a time. */
export async function measureThroughput(scene: LoadScene, rounds: number): Promise<readonly Throughput[]> {
  const measured: Throughput[] = [];
  for (const name of ['Q1', 'Q2'] as const) {
    const pairs: { directly: number; gateway: number }[] = [];
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const pair = {
        directly: await rateOf((number) => scene.askDirectly(name, number)),
        gateway: await rateOf((number) => scene.ask(name, number)),
      };
      if (round > 0) pairs.push(pair);
    }
    measured.push({
      name,
      directly: quantile(
        pairs.map(({ directly }) => directly),
        0.5,
      ),
      gateway: quantile(
        pairs.map(({ gateway }) => gateway),
        0.5,
      ),
      share: quantile(
        pairs.map(({ directly, gateway }) => gateway / directly),
        0.5,
      ),
    });
  }
  return measured;
}

async function rateOf(ask: (number: number) => Promise<void>): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < REQUESTS) await ask(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: OPEN }, work));
  return (REQUESTS * 1_000) / (performance.now() - startedAt);
}
