import type { FanoutReport } from './FanoutReport.ts';
import type { Measurement } from './Measurement.ts';
import { quantile } from './quantile.ts';

/** The figures of a report that are worth keeping: what `--json` prints. */
export function summarizeFanout({ slow, hanging, pages, calls, persons, memoryMib }: FanoutReport) {
  const [all, alone] = [medianOf(slow.all), medianOf(slow.alone)];
  return {
    slowProvince: {
      latencyMs: slow.latencyMs,
      scenes: [slow.alone, slow.all].map(summarize),
      /** Of all 31 to the latency itself: what the issue asks for. */
      ratioToLatency: round(all / slow.latencyMs, 3),
      /** Of all 31 to that province alone, on the same machine in the same minutes. */
      ratioToAlone: round(all / alone, 3),
      overAloneMs: round(all - alone, 1),
    },
    hangingProvince: {
      firstMs: round(hanging.firstMs, 1),
      ratioToDeadline: round(hanging.firstMs / hanging.deadlineMs, 3),
      callsUntilOpen: hanging.callsUntilOpen,
      ratioToLatencyWhenOpen: round(medianOf(hanging.open) / slow.latencyMs, 3),
      scenes: [hanging.open].map(summarize),
    },
    pages: pages.map(summarize),
    pageOfPersons: { persons, calls },
    memoryMib,
  };
}

function summarize({ name, walls, failed, cpuMs }: Measurement) {
  const cpu = Object.entries(cpuMs).map(([role, ms]) => [role, round(ms, 1)] as const);
  return {
    scene: name,
    rounds: walls.length,
    failed,
    medianMs: round(quantile(walls, 0.5), 1),
    ninetiethMs: round(quantile(walls, 0.9), 1),
    leastMs: round(Math.min(...walls), 1),
    cpuMs: Object.fromEntries(cpu),
    totalCpuMs: round(
      Object.values(cpuMs).reduce((total, ms) => total + ms, 0),
      1,
    ),
  };
}

const medianOf = ({ walls }: Measurement) => quantile(walls, 0.5);

const round = (value: number, digits: number) => Number(value.toFixed(digits));
