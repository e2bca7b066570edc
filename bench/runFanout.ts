import type { BenchResult } from './Bench.ts';
import { benchFanout } from './fanout.ts';
import { renderFanout } from './renderFanout.ts';
import { summarizeFanout } from './summarizeFanout.ts';

/** One operation over all provinces, slow ones and hanging ones, and what pages cost. */
export async function runFanout(rounds: number): Promise<BenchResult> {
  const summary = summarizeFanout(await benchFanout(rounds));
  const duplicates = summary.pageOfPersons.calls.reduce((total, row) => total + row.duplicates, 0);
  return {
    summary,
    text: renderFanout(summary),
    problem: duplicates > 0 ? `${duplicates} questions were asked twice` : null,
  };
}
