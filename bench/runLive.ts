import type { BenchResult } from './Bench.ts';
import { benchLive } from './benchLive.ts';
import type { LiveMeasurement } from './LiveMeasurement.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

/** Subscribers that wait, and how fast they are told. */
export async function runLive(rounds: number): Promise<BenchResult> {
  const measured = await benchLive(rounds);
  const scenes = measured.map(summarize);
  const wrong = measured.reduce((total, scene) => total + scene.wrong, 0);
  return {
    summary: { scenes },
    text: `\nSubscribers of one gateway on loopback, each with a stream of its own at the source. An event comes alone, or another\nsubgraph completes it for each of them; what is not complete within 5 s comes with an error\n${renderTable(scenes)}`,
    problem: wrong > 0 ? `${wrong} subscribers were told too little or too much` : null,
  };
}

const summarize = ({ way, isCompleted, subscribers, kibEach, latencies, ...one }: LiveMeasurement) => ({
  way,
  event: isCompleted ? 'completed' : 'alone',
  subscribers,
  'KiB each': Math.round(kibEach),
  'median ms': Math.round(quantile(latencies, 0.5)),
  '99 % ms': Math.round(quantile(latencies, 0.99)),
  'CPU ms each': Number(one.cpuMsEach.toFixed(2)),
  'incomplete %': Number(((100 * one.incomplete) / latencies.length).toFixed(1)),
});
