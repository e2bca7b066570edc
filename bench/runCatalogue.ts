import type { BenchResult } from './Bench.ts';
import { benchCatalogue } from './catalogue.ts';
import { renderCatalogue } from './renderCatalogue.ts';
import { summarizeCatalogue } from './summarizeCatalogue.ts';

/** Search and availability, as the database takes for them. */
export async function runCatalogue(rounds: number): Promise<BenchResult> {
  const summary = summarizeCatalogue(await benchCatalogue(rounds));
  return { summary: { ...summary }, text: renderCatalogue(summary), problem: null };
}
