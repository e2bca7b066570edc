import { renderTable } from './renderTable.ts';
import type { summarizeFanout } from './summarizeFanout.ts';

type Summary = ReturnType<typeof summarizeFanout>;
type Scene = Summary['pages'][number];

/** A summary as text for people, ratios last in each part. */
export function renderFanout({
  slowProvince: slow,
  hangingProvince: hanging,
  pages,
  pageOfPersons,
  memoryMib,
}: Summary): string {
  const parts = [
    part('Every system as fast as it can be; wall time per operation', pages.map(times)),
    part('  CPU ms per operation', pages.map(cpu)),
    part(
      `A page of ${pageOfPersons.persons} persons: calls to provincial systems`,
      pageOfPersons.calls.map((row) => ({ ...row })),
    ),
    part(`One province at ${slow.latencyMs} ms, the others at 20 ms`, slow.scenes.map(times)),
    `  31 provinces to the latency itself: ${slow.ratioToLatency}; to that province alone: ${slow.ratioToAlone} (+${slow.overAloneMs} ms)`,
    part('The same with one hanging', hanging.scenes.map(times)),
    `  first call to the deadline: ${hanging.ratioToDeadline}; breaker open after ${hanging.callsUntilOpen} calls, then to the slowest live one: ${hanging.ratioToLatencyWhenOpen}`,
    part('Resident memory, MiB', [
      { when: 'ready to serve', ...memoryMib.ready },
      { when: 'after this run', ...memoryMib.worked },
    ]),
  ];
  return parts.join('\n');
}

function part(title: string, rows: Parameters<typeof renderTable>[0]): string {
  const table = renderTable(rows)
    .split('\n')
    .map((line) => `  ${line}`);
  return ['', title, ...table].join('\n');
}

const times = ({ scene, rounds, failed, medianMs, ninetiethMs, leastMs }: Scene) => ({
  scene,
  median: medianMs,
  '90 %': ninetiethMs,
  least: leastMs,
  rounds,
  failed,
});

const cpu = ({ scene, cpuMs, totalCpuMs }: Scene) => ({ scene, total: totalCpuMs, ...cpuMs });
