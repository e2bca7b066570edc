import type { OperationName } from '../gateway/world.ts';
import { quantile } from '../quantile.ts';
import type { LoadScene } from './LoadScene.ts';
import { sendAtRate } from './sendAtRate.ts';

/** What a national portal of this field was asked on average in its office hours. */
const PER_SECOND = 222;
/** Of twenty: twelve small ones, seven persons, a page of 50. */
const MIX: readonly OperationName[] = [...Array(12).fill('Q1'), ...Array(7).fill('Q2'), 'Q3'];
const TURN_SECONDS = 10;

/** What a gateway gives over minutes. */
export interface MixedLoad {
  readonly requests: number;
  readonly failed: number;
  readonly reason: string | null;
  readonly median: number;
  readonly p99: number;
  /** Of all cores, the gateway's share of one, percent. */
  readonly cpuPercent: number;
  /** Resident, MiB, after each tenth of a minute or so. */
  readonly memoryMib: readonly number[];
}

/** Sends 222 reads of all kinds a second. */
export async function measureMixed(scene: LoadScene, minutes: number): Promise<MixedLoad> {
  const { process } = scene.gateway;
  const latencies: number[] = [];
  const memoryMib: number[] = [];
  const [cpuBefore, startedAt] = [process.cpuMs(), performance.now()];
  let failed = 0;
  let reason: string | null = null;
  for (let turn = 0; turn * TURN_SECONDS < minutes * 60; turn += 1) {
    const first = turn * TURN_SECONDS * PER_SECOND;
    const outcome = await sendAtRate(PER_SECOND, TURN_SECONDS, (number) =>
      scene.ask(MIX[(first + number) % MIX.length] ?? 'Q1', first + number),
    );
    for (const latency of outcome.latencies) latencies.push(latency);
    failed += outcome.failed;
    reason ??= outcome.reason;
    memoryMib.push(process.memoryMib());
  }
  return {
    requests: latencies.length + failed,
    failed,
    reason,
    median: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuPercent: ((process.cpuMs() - cpuBefore) / (performance.now() - startedAt)) * 100,
    memoryMib,
  };
}
