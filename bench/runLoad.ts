import type { BenchResult } from './Bench.ts';
import { growthOf } from './load/growthOf.ts';
import { LoadScene } from './load/LoadScene.ts';
import { measureAddedLatency } from './load/measureAddedLatency.ts';
import { measureConnections } from './load/measureConnections.ts';
import { measureMixed } from './load/measureMixed.ts';
import { measureThroughput } from './load/measureThroughput.ts';
import { problemOfLoad } from './load/problemOfLoad.ts';
import { renderLoad } from './load/renderLoad.ts';

const ROUNDS = 5;
/** A place that takes its time. */
const SLOW_MS = 50;
const RATES = [100, 300];
/**
 * What clients notice of the gateway: the time that it adds, 1,000 connections, reads of all kinds for minutes, and how much
 * of the throughput it leaves where places take their time.
 *
 * @param minutes - of the reads of all kinds.
 */
export async function runLoad(minutes: number): Promise<BenchResult> {
  const quick = await LoadScene.open(0);
  const [added, connections, mixed] = await (async () => {
    try {
      return [
        await measureAddedLatency(quick, ROUNDS),
        await measureConnections(quick, RATES),
        await measureMixed(quick, minutes),
      ] as const;
    } finally {
      await quick.close();
    }
  })();
  const slow = await LoadScene.open(SLOW_MS);
  try {
    const throughput = await measureThroughput(slow, ROUNDS);
    const report = { added, connections, mixed, throughput, growth: growthOf(mixed.memoryMib), minutes };
    return { summary: { ...report }, text: renderLoad(report, SLOW_MS), problem: problemOfLoad(report) };
  } finally {
    await slow.close();
  }
}
