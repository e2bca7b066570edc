import type { LoadReport } from './LoadReport.ts';

const MOST_ADDED = { median: 5, p99: 25 };
const MOST_P99_MS = 1_000;
const LEAST_SHARE = 0.8;
const MOST_GROWTH_PERCENT = 10;
/** Below that, what is resident still finds its size. */
const LEAST_MINUTES = 10;

/** What must not be so, in one line; `null` when all is well. */
export function problemOfLoad({
  added,
  connections,
  mixed,
  throughput,
  growth,
  minutes,
}: LoadReport): string | null {
  const problems = [
    ...added.flatMap(({ name, gateway, directly }) => [
      ...(gateway.median - directly.median > MOST_ADDED.median
        ? [`the gateway adds too much to ${name}`]
        : []),
      ...(gateway.p99 - directly.p99 > MOST_ADDED.p99
        ? [`the gateway's slowest add too much to ${name}`]
        : []),
    ]),
    ...connections.flatMap(({ perSecond, p99 }) =>
      p99 > MOST_P99_MS ? [`99 % of ${perSecond} a second took ${Math.round(p99)} ms`] : [],
    ),
    ...throughput.flatMap(({ name, share }) =>
      share < LEAST_SHARE ? [`${name} has ${share.toFixed(2)} of the throughput without a gateway`] : [],
    ),
    ...(minutes >= LEAST_MINUTES && growth >= MOST_GROWTH_PERCENT
      ? [`memory grew by ${growth.toFixed(1)} %`]
      : []),
  ];
  const failed = [...added, ...connections, mixed].reduce((sum, row) => sum + row.failed, 0);
  if (failed > 0)
    problems.push(`${failed} requests failed${mixed.reason === null ? '' : `: ${mixed.reason}`}`);
  return problems.length === 0 ? null : problems.join('; ');
}
