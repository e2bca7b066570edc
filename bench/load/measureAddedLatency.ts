import { quantile } from '../quantile.ts';
import type { LoadScene } from './LoadScene.ts';
import { sendAtRate } from './sendAtRate.ts';

const PER_SECOND = 200;
const TURN_SECONDS = 2;

/** How long an operation takes with and without the gateway, ms. */
export interface AddedLatency {
  readonly name: 'Q1' | 'Q2';
  readonly directly: { readonly median: number; readonly p99: number };
  readonly gateway: { readonly median: number; readonly p99: number };
  readonly failed: number;
}

/** Measures both in turns, 200 requests a second. */
export async function measureAddedLatency(
  scene: LoadScene,
  rounds: number,
): Promise<readonly AddedLatency[]> {
  const measured: AddedLatency[] = [];
  for (const name of ['Q1', 'Q2'] as const) {
    const ways = [
      { latencies: [] as number[], ask: (number: number) => scene.askDirectly(name, number) },
      { latencies: [] as number[], ask: (number: number) => scene.ask(name, number) },
    ] as const;
    let failed = 0;
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
        const outcome = await sendAtRate(PER_SECOND, TURN_SECONDS, way.ask);
        if (round === 0) continue;
        way.latencies.push(...outcome.latencies);
        failed += outcome.failed;
      }
    }
    const [directly, gateway] = ways.map(({ latencies }) => ({
      median: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    })) as [AddedLatency['directly'], AddedLatency['gateway']];
    measured.push({ name, directly, gateway, failed });
  }
  return measured;
}
