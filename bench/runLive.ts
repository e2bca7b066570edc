import type { BenchResult } from './Bench.ts';
import type { LiveMeasurement } from './LiveMeasurement.ts';
import { benchLive } from './live.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

const MOST_ROUNDS = 5;

/** Subscribers that wait, and how fast they are told. */
export async function runLive(rounds: number): Promise<BenchResult> {
  const measured = await benchLive(Math.min(rounds, MOST_ROUNDS));
  const scenes = measured.map(summarize);
  const wrong = measured.reduce((total, scene) => total + scene.wrong, 0);
  return {
    summary: { scenes },
    text: `\nSubscribers of one gateway on loopback, each with a stream of its own at the source; an event is completed by another subgraph for\neach of them\n${renderTable(scenes)}`,
    problem: wrong > 0 ? `${wrong} subscribers were told too little or too much` : null,
  };
}

const summarize = ({ way, subscribers, kibEach, latencies }: LiveMeasurement) => ({
  way,
  subscribers,
  'KiB each': Math.round(kibEach),
  'all told/s': Math.round((subscribers / quantile(latencies, 1)) * 1_000),
  'median ms': Math.round(quantile(latencies, 0.5)),
  '99 % ms': Math.round(quantile(latencies, 0.99)),
});
