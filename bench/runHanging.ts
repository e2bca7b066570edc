import type { BenchResult } from './Bench.ts';
import { benchHanging, type HangingMeasurement } from './benchHanging.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

const MOST = 1.1;

/** What 30 provinces notice of one that never answers, and of one that answers just in time. */
export async function runHanging(rounds: number): Promise<BenchResult> {
  const measured = [await benchHanging('hangs', rounds), await benchHanging('crawls', rounds)];
  const scenes = measured.map(summarize);
  const problems = scenes.flatMap((scene) => [
    ...(scene.ratio > MOST ? [`healthy operations took ${scene.ratio} times as long`] : []),
    ...(scene.healthyWaits > 0 ? [`${scene.healthyWaits} healthy calls had to wait`] : []),
    ...(scene.behindAnother > 0 ? [`${scene.behindAnother} calls waited behind another province`] : []),
  ]);
  return {
    summary: { scenes },
    text: `\nOperations at three of 30 healthy provinces of one origin, while the 31st is asked 50 times a second and never answers, or\nanswers after 1.8 s of the 2 s that it has; ratio to the same with all healthy, median and 95 % interval of ${rounds} pairs\n${renderTable(scenes)}`,
    problem: problems[0] ?? null,
  };
}

function summarize({ ailment, pairs, waits }: HangingMeasurement) {
  const ratios = pairs.map((pair) => pair.with / pair.without);
  // The interval of a median by ranks: half the root of n to both sides, twice.
  const reach = 0.98 / Math.sqrt(ratios.length);
  const at = (share: number) => Number(quantile(ratios, Math.min(1, Math.max(0, share))).toFixed(3));
  const ms = (values: readonly number[]) => Number(quantile(values, 0.5).toFixed(2));
  return {
    'the 31st': ailment,
    'without ms': ms(pairs.map(({ without }) => without)),
    'with ms': ms(pairs.map((pair) => pair.with)),
    ratio: at(0.5),
    from: at(0.5 - reach),
    to: at(0.5 + reach),
    healthyWaits: waits.healthy,
    behindAnother: waits.behindAnother,
    'its own waits': waits.broken,
  };
}
