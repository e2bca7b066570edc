import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './Bench.ts';
import { drawJourney } from './drawJourney.ts';
import { rideCase } from './rideCase.ts';
import { startProduct } from './startProduct.ts';

const PICTURE = fileURLToPath(new URL('../docs/how-a-case-travels.svg', import.meta.url));

/** Lets one case go through the whole product, and draws it for the README. @param rounds - cases that go before it. */
export async function runJourney(rounds: number): Promise<BenchResult> {
  const product = await startProduct();
  try {
    // The first ones meet cold code and connections.
    for (let round = 0; round < Math.min(rounds, 5); round += 1) await rideCase(product);
    const journey = await rideCase(product);
    await writeFile(PICTURE, drawJourney(journey, new Date().toISOString().slice(0, 10)));
    const last = journey.events.at(-1)?.ms ?? 0;
    return {
      summary: { ...journey },
      text: `${journey.item}: ${journey.events.length} events, closed after ${last} ms\n${PICTURE}`,
      problem: null,
    };
  } finally {
    await product.stop();
  }
}
